import Accordion from '@mui/material/Accordion';
import AccordionDetails from '@mui/material/AccordionDetails';
import AccordionSummary from '@mui/material/AccordionSummary';
import ExpandMoreIcon from '@mui/icons-material/ExpandMore';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { verticalName } from '@netcrab/plugin-telemetry/contract';
import { Section, Sparkline, StatusChip, UsageBar, When, type Tone } from '@netcrab/ui';
import type { ReactNode } from 'react';
import type { MyPack } from '../../contract/types';
import { useMaskedKey } from '../api';
import { Snippets } from '../pack/Snippets';
import { Downloads } from './Downloads';
import { PinControl } from './PinControl';

const statusTones: Readonly<Record<MyPack['status'], Tone>> = {
  active: 'ok',
  past_due: 'warn',
  canceled: 'muted',
};
const statusWords: Readonly<Record<MyPack['status'], string>> = {
  active: 'active',
  past_due: 'payment due',
  canceled: 'canceled',
};

export function MyPackCard({ pack }: { pack: MyPack }) {
  const { usage } = pack;
  const maskedKey = useMaskedKey();
  return (
    <Section
      variant="card"
      title={pack.title}
      description={
        <>
          {verticalName(pack.vertical)} · <Link href={`/marketplace/packs/${pack.packId}`}>pack page</Link>
          {pack.endsAt !== null && (
            <>
              {' '}
              · access until <When at={pack.endsAt} mode="date" />
            </>
          )}
        </>
      }
      actions={
        <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap' }}>
          <StatusChip tone="info" label={pack.tierTitle} />
          <StatusChip tone={statusTones[pack.status]} label={statusWords[pack.status]} />
          {pack.updateAvailable && (
            <StatusChip tone="warn" label={`Version ${pack.latestVersion} available`} />
          )}
        </Stack>
      }
    >
      <Stack sx={{ gap: 2.5 }}>
        <Box
          sx={{
            display: 'grid',
            gap: 2,
            gridTemplateColumns: { xs: '1fr', sm: '1fr auto' },
            alignItems: 'end',
          }}
        >
          <UsageBar used={usage.used} limit={usage.limit} unit="rows" label="Rows this month" />
          <Sparkline title="Rows a day, last 30 days" series={usage.daily.map(day => day.rows)} unit="rows" />
        </Box>
        <Typography variant="body2" color="textSecondary">
          Starts again <When at={usage.resetsAt} /> · last built <When at={pack.builtAt} never="not yet" /> ·
          next build <When at={pack.nextRefreshAt} />
        </Typography>
        <PinControl pack={pack} />
        <Disclosure title="Downloads">
          <Downloads snapshots={pack.snapshots} />
        </Disclosure>
        <Disclosure title="Query it">
          <Snippets packId={pack.packId} keyPrefix={maskedKey} />
          <Typography variant="caption" color="textSecondary">
            Keys are made and revoked under <Link href="/app/api-keys">API keys</Link>; a key is shown once.
          </Typography>
        </Disclosure>
      </Stack>
    </Section>
  );
}

function Disclosure({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Accordion
      disableGutters
      variant="outlined"
      slotProps={{ transition: { unmountOnExit: true }, region: { role: 'presentation' } }}
      sx={{
        '&, &:first-of-type, &:last-of-type': { borderRadius: '10px' },
        '&::before': { display: 'none' },
      }}
    >
      <AccordionSummary expandIcon={<ExpandMoreIcon />}>{title}</AccordionSummary>
      <AccordionDetails>{children}</AccordionDetails>
    </Accordion>
  );
}
