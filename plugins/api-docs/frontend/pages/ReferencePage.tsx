import DownloadIcon from '@mui/icons-material/FileDownloadOutlined';
import Button from '@mui/material/Button';
import { EmptyState, Page, QueryView } from '@netcrab/ui';
import { useReference } from '../api';
import { messages } from '../messages';
import { ReferenceView } from '../parts/ReferenceView';

export default function ReferencePage() {
  return (
    <Page
      title={messages.title}
      subtitle={messages.subtitle}
      actions={
        <Button href="/api/openapi.json" download="openapi.json" startIcon={<DownloadIcon />}>
          {messages.download}
        </Button>
      }
    >
      <QueryView
        query={useReference()}
        errorTitle={messages.loadFailed}
        isEmpty={({ groups }) => groups.length === 0}
        empty={<EmptyState title={messages.none.title} body={messages.none.body} />}
      >
        {reference => <ReferenceView reference={reference} />}
      </QueryView>
    </Page>
  );
}
