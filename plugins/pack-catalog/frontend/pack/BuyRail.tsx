import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Slot, useSession } from '@netcrab/plugin-api/frontend';
import { packPurchase } from '@netcrab/plugin-billing/contract';
import { StatusChip } from '@netcrab/ui';
import type { PackDetail } from '../../contract/types';
import { useMyPacks } from '../api';
import { Price } from '../catalogue/PackCard';

/** Keeps the end of the page free of the bar that lies over it on a phone. */
export const RailSpace = () => <Box aria-hidden sx={{ display: { lg: 'none' }, height: 96 }} />;

/** What the pack costs and how to get it: beside the page, on narrow screens a bar at the bottom. */
export function BuyRail({ pack }: { pack: PackDetail }) {
  const mine = useMyPacks().data?.packs.find(one => one.packId === pack.id);
  return (
    <Box
      component="aside"
      aria-label="Access"
      sx={{
        position: { xs: 'fixed', lg: 'sticky' },
        top: { lg: 24 },
        insetInline: { xs: 0, lg: 'auto' },
        bottom: { xs: 0, lg: 'auto' },
        zIndex: { xs: 'appBar', lg: 'auto' },
        padding: { xs: '12px 16px', lg: 2.5 },
        display: { xs: 'flex', lg: 'grid' },
        alignItems: 'center',
        justifyContent: 'space-between',
        gap: 2,
        bgcolor: 'background.paper',
        border: '1px solid var(--mui-palette-divider)',
        borderRadius: { lg: '14px' },
        boxShadow: { xs: 6, lg: 'none' },
      }}
    >
      <Stack
        direction="row"
        sx={{ gap: 1, flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between' }}
      >
        <Price item={pack} />
        {mine && <StatusChip tone="ok" label={`Owned · ${mine.tierTitle}`} />}
      </Stack>
      {mine ? (
        <Button variant="contained" href="/app/marketplace/my-packs">
          Open in My packs
        </Button>
      ) : (
        <Slot
          of={packPurchase}
          props={{ packId: pack.id, title: pack.title, pricing: pack.pricing }}
          fallback={<AccessByContract packId={pack.id} />}
        />
      )}
      <Typography variant="caption" color="textSecondary" sx={{ display: { xs: 'none', lg: 'block' } }}>
        The 100-row sample is free, and so are queries of it with a test key.
      </Typography>
    </Box>
  );
}

/** How access is given while nothing sells it on this page. */
function AccessByContract({ packId }: { packId: string }) {
  const session = useSession();
  return (
    <>
      <Typography variant="body2" color="textSecondary" sx={{ display: { xs: 'none', lg: 'block' } }}>
        Access is granted by contract: ask the admin of this portal to grant{' '}
        {session?.org ? <strong>{session.org.name}</strong> : 'your organisation'} a tier. It works at once.
      </Typography>
      {session ? (
        <Button variant="outlined" href={`/marketplace/packs/${packId}/pricing`}>
          Compare tiers
        </Button>
      ) : (
        <Button
          variant="contained"
          href={`/sign-in?next=${encodeURIComponent(`/marketplace/packs/${packId}`)}`}
        >
          Sign in
        </Button>
      )}
    </>
  );
}
