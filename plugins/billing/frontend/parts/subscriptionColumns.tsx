import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { StatusChip, When, type Column } from '@netcrab/ui';
import type { ManagedSubscription, SubscriptionView } from '../../contract';
import { messages, stateNames, tierNames } from '../messages';

export const packsText = ({ packs }: Pick<SubscriptionView, 'packs'>) =>
  packs === null ? messages.own.allPacks : packs.map(pack => pack.title).join(', ');

/** A line each: titles are long. */
const Packs = ({ of: { packs } }: { of: Pick<SubscriptionView, 'packs'> }) =>
  packs === null
    ? messages.own.allPacks
    : packs.map(pack => (
        <Box key={pack.id} component="span" sx={{ display: 'block' }}>
          {pack.title}
        </Box>
      ));

/** What buyers and admins both see. */
export const baseColumns: Column<SubscriptionView>[] = [
  { id: 'tier', header: 'Tier', skeletonWidth: 80, cell: one => tierNames[one.tier] },
  { id: 'packs', header: 'Packs', skeletonWidth: 180, cell: one => <Packs of={one} /> },
  { id: 'state', header: 'State', skeletonWidth: 70, cell: one => <StatusChip {...stateNames[one.state]} /> },
  { id: 'starts', header: 'Since', skeletonWidth: 80, cell: one => <When at={one.startsAt} mode="date" /> },
  {
    id: 'ends',
    header: 'Ends',
    skeletonWidth: 80,
    cell: ({ endsAt, purchase }) =>
      endsAt === null && purchase ? (
        <>
          {messages.own.renews} <When at={purchase.periodEndsAt} mode="date" />
        </>
      ) : (
        <When at={endsAt} mode="date" never={messages.own.noEnd} />
      ),
  },
];

export interface AdminActions {
  readonly onChange: (one: ManagedSubscription) => void;
  readonly onEnd: (one: ManagedSubscription) => void;
}

export const adminColumns = ({ onChange, onEnd }: AdminActions): Column<ManagedSubscription>[] => [
  {
    id: 'org',
    header: 'Organisation',
    primary: true,
    skeletonWidth: 140,
    cell: one => (
      <Box sx={{ minWidth: 0 }}>
        <Typography component="span" sx={{ fontWeight: 600 }}>
          {one.orgName}
        </Typography>
        <Typography variant="caption" component="div" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
          {one.reason}
        </Typography>
      </Box>
    ),
  },
  ...baseColumns,
  {
    id: 'actions',
    header: 'Actions',
    hideHeader: true,
    align: 'right',
    skeletonWidth: 110,
    cell: one =>
      one.state !== 'ended' && (
        <Stack direction="row" sx={{ gap: 0.5, justifyContent: { md: 'flex-end' } }}>
          {/* What was bought, its buyer changes. */}
          {!one.purchase && (
            <Button
              size="small"
              onClick={() => onChange(one)}
              aria-label={`Change the subscription of ${one.orgName}`}
            >
              Change
            </Button>
          )}
          <Button
            size="small"
            color="error"
            onClick={() => onEnd(one)}
            aria-label={`End the subscription of ${one.orgName}`}
          >
            End
          </Button>
        </Stack>
      ),
  },
];
