import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { usePluginReady, usePortal } from '@netcrab/plugin-api/frontend';
import { CodeBlock, Section } from '@netcrab/ui';
import type { OrderView } from '../../../contract';
import { subscriptionsPath } from '../../buying';
import { orderMessages as text } from '../../purchaseMessages';

const stepStyle = { '& > li + li': { mt: 2.5 }, '& > li::marker': { fontWeight: 650 }, m: 0, pl: 3 };

/** From paid to the first rows; for a one-time purchase, to what was bought. */
export function NextSteps({ order: { packs, returnPath } }: { order: OrderView }) {
  const keys = usePluginReady('api-keys');
  const pack = packs[0];
  if (returnPath !== undefined) {
    return (
      <div>
        <Button variant="contained" href={returnPath}>
          {text.bought}
        </Button>
      </div>
    );
  }
  return (
    <Section
      title={text.next}
      actions={
        <>
          <Button variant="outlined" href="/app/marketplace/my-packs">
            {text.myPacks}
          </Button>
          <Button variant="text" href={subscriptionsPath}>
            {text.subscriptions}
          </Button>
        </>
      }
    >
      {keys && pack && <FirstRows packId={pack.id} />}
    </Section>
  );
}

function FirstRows({ packId }: { packId: string }) {
  const { baseUrl } = usePortal().boot;
  return (
    <Box component="ol" sx={stepStyle}>
      <li>
        <Stack sx={{ gap: 0.5, alignItems: 'flex-start' }}>
          <Typography variant="h4" component="h3">
            {text.keyTitle}
          </Typography>
          <Typography variant="body2" color="textSecondary">
            {text.keyBody}
          </Typography>
          <Button variant="contained" href="/app/api-keys" sx={{ mt: 1 }}>
            {text.createKey}
          </Button>
        </Stack>
      </li>
      <li>
        <Typography variant="h4" component="h3">
          {text.queryTitle}
        </Typography>
        <Typography variant="body2" color="textSecondary" sx={{ mb: 1 }}>
          {text.queryBody}
        </Typography>
        <CodeBlock
          language="bash"
          code={`curl -H "Authorization: Bearer $NETCRAB_KEY" \\\n  "${baseUrl}/v1/packs/${packId}/data?limit=5"`}
        />
      </li>
    </Box>
  );
}
