import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useSession } from '@netcrab/plugin-api/frontend';
import { CopyButton } from '@netcrab/ui';
import { messages } from '../messages';

const text = messages.keys;

/** What the agent's configuration needs beside a key. */
export function AgentOrgId() {
  const org = useSession()?.org;
  if (!org) return null;
  return (
    <Typography component="div" variant="body2" color="textSecondary" sx={{ mt: 3 }}>
      {text.org}
      <Stack direction="row" sx={{ gap: 0.5, alignItems: 'center', flexWrap: 'wrap', color: 'text.primary' }}>
        <code>{org.id}</code>
        <CopyButton text={org.id} label={text.copyOrg} variant="icon" />
      </Stack>
      {text.orgHelp}
    </Typography>
  );
}
