import DownloadIcon from '@mui/icons-material/DownloadOutlined';
import Button from '@mui/material/Button';
import { endpointUrl } from '@netcrab/plugin-api/frontend';
import { Page, QueryView, Section } from '@netcrab/ui';
import { accountEndpoints } from '../../contract';
import { useDeletionPreview } from '../api';
import { DeleteAccount } from '../parts/DeleteAccount';

export default function AccountPage() {
  const query = useDeletionPreview();
  return (
    <Page title="Your data" subtitle="Take along what the portal holds on you, or delete your account.">
      <Section
        title="Export"
        description="Your profile, memberships, sign-in services, sessions and everything you did, as one JSON file."
        variant="card"
      >
        <Button
          variant="outlined"
          startIcon={<DownloadIcon />}
          href={endpointUrl(accountEndpoints.exportData, {})}
          download="netcrab-my-data.json"
        >
          Download my data
        </Button>
      </Section>
      <Section title="Delete my account" variant="card">
        <QueryView query={query} errorTitle="What deleting would mean could not be worked out">
          {preview => <DeleteAccount preview={preview} />}
        </QueryView>
      </Section>
    </Page>
  );
}
