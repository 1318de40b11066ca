import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { verticalName } from '@netcrab/plugin-telemetry/contract';
import { Count, StatusChip, When } from '@netcrab/ui';
import type { PackItem } from '../../contract/types';
import { kindName, monthly } from '../messages';

interface Props {
  item: PackItem;
  owned: boolean;
  /** The heading's level where the card stands. */
  heading?: 'h2' | 'h3';
}

/** A pack in the catalogue: what it promises, how much of it there is, what it costs. The whole card is the link's target. */
export function PackCard({ item, owned, heading = 'h2' }: Props) {
  return (
    <Box
      component="article"
      sx={{
        position: 'relative',
        display: 'flex',
        flexDirection: 'column',
        gap: 1.25,
        padding: 2.5,
        bgcolor: 'background.paper',
        border: '1px solid var(--mui-palette-divider)',
        borderRadius: '14px',
        transition: 'border-color 120ms, box-shadow 120ms',
        '&:hover': { borderColor: 'primary.light', boxShadow: 2 },
      }}
    >
      <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
        <Typography variant="overline" color="textSecondary" sx={{ mr: 'auto' }}>
          {verticalName(item.vertical)} · {kindName(item.kind)}
        </Typography>
        {item.demo && <StatusChip tone="info" label="Demo" />}
        {owned && <StatusChip tone="ok" label="Owned" />}
      </Stack>
      <Typography variant="h3" component={heading}>
        <Link
          href={`/marketplace/packs/${item.id}`}
          color="inherit"
          underline="hover"
          sx={{ '&::after': { content: '""', position: 'absolute', inset: 0, borderRadius: '14px' } }}
        >
          {item.title}
        </Link>
      </Typography>
      <Typography variant="body2" color="textSecondary" sx={{ flex: 1 }}>
        {item.shortDesc}
      </Typography>
      <PackFacts item={item} />
      <Stack
        direction="row"
        sx={{ pt: 1.5, borderTop: '1px solid var(--mui-palette-divider)', alignItems: 'baseline', gap: 0.5 }}
      >
        <Price item={item} />
        <Typography variant="caption" color="textSecondary" component="span" sx={{ ml: 'auto' }}>
          {item.rating ? `★ ${item.rating.average.toFixed(1)} (${item.rating.count})` : 'No reviews yet'}
        </Typography>
      </Stack>
    </Box>
  );
}

export function Price({ item }: { item: PackItem }) {
  return (
    <span>
      {item.basePriceUsd !== null && (
        <Typography component="span" variant="caption" color="textSecondary">
          from{' '}
        </Typography>
      )}
      <Typography component="span" sx={{ fontWeight: 680, fontSize: '1.0625rem' }}>
        {monthly(item.basePriceUsd)}
      </Typography>
      {item.basePriceUsd !== null && (
        <Typography component="span" variant="caption" color="textSecondary">
          {' '}
          a month
        </Typography>
      )}
    </span>
  );
}

/** Rows, organisations and freshness in one line. */
function PackFacts({ item }: { item: PackItem }) {
  return (
    <Typography
      variant="caption"
      component="div"
      color="textSecondary"
      sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5 }}
    >
      {item.updatedAt === null ? (
        <span>First build to come</span>
      ) : (
        <>
          <Count value={item.rows} unit="rows" compact />
          {item.orgCount && <span>{item.orgCount} organisations</span>}
          <span>
            updated <When at={item.updatedAt} />
          </span>
        </>
      )}
    </Typography>
  );
}
