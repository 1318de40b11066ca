import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { usePortal } from '@netcrab/plugin-api/frontend';
import { CodeBlock } from '@netcrab/ui';
import { messages } from '../messages';
import { curlLine, useExamplePack } from './snippets';

export interface FirstRequestProps {
  /** What will stand here once there was a request. */
  body: string;
  /** One that the org's keys can query, without it. */
  packId?: string;
}

/** Where nothing was asked yet: what will stand here, and the line that fetches the first rows of a pack. */
export function FirstRequest({ body, packId }: FirstRequestProps) {
  const example = useExamplePack();
  const { baseUrl } = usePortal().boot;
  return (
    <Stack sx={{ gap: 2, textAlign: 'left' }}>
      <Typography variant="body2" color="textSecondary">
        {body}
      </Typography>
      <CodeBlock
        title={messages.firstRequest}
        language="bash"
        code={curlLine(baseUrl, '$NETCRAB_API_KEY', packId ?? example)}
      />
    </Stack>
  );
}
