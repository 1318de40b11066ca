import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Sparkline, StatusChip, When, type Column } from '@netcrab/ui';
import { sparkDays, type ApiKey } from '../../contract';
import { messages, scopeNames, statusNames } from '../messages';

export interface KeyActions {
  readonly onRotate: (key: ApiKey) => void;
  readonly onRevoke: (key: ApiKey) => void;
}

const ended = (key: ApiKey) => key.status === 'revoked' || key.status === 'expired';

function Label({ apiKey }: { apiKey: ApiKey }) {
  return (
    <Box sx={{ minWidth: 0 }}>
      <Stack direction="row" sx={{ gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <Typography component="span" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
          {apiKey.label}
        </Typography>
        {(apiKey.status !== 'active' || apiKey.mode === 'test') && (
          <StatusChip
            {...(apiKey.status === 'active'
              ? { tone: 'info' as const, label: 'Test' }
              : statusNames[apiKey.status])}
          />
        )}
      </Stack>
      <Typography variant="caption" component="code" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
        {apiKey.masked}
      </Typography>
      {apiKey.allowedCidrs.length > 0 && (
        <Typography variant="caption" component="div" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
          from {apiKey.allowedCidrs.join(', ')}
        </Typography>
      )}
    </Box>
  );
}

/** Its requests a day; in words where there were none, for a flat line says nothing. */
function Requests({ apiKey: { label, requestsByDay } }: { apiKey: ApiKey }) {
  return requestsByDay.every(requests => requests === 0) ? (
    <Typography variant="body2" component="span" color="textSecondary">
      {messages.keys.noRequests}
    </Typography>
  ) : (
    <Sparkline title={`Requests with ${label}, last ${sparkDays} days`} series={requestsByDay} />
  );
}

export const keyColumns = ({ onRotate, onRevoke }: KeyActions): Column<ApiKey>[] => [
  { id: 'key', header: 'Key', primary: true, skeletonWidth: 160, cell: key => <Label apiKey={key} /> },
  {
    id: 'scopes',
    header: 'Scopes',
    skeletonWidth: 120,
    cell: key => key.scopes.map(scope => scopeNames[scope].short).join(', '),
  },
  {
    id: 'created',
    header: 'Created',
    skeletonWidth: 80,
    cell: key => <When at={key.createdAt} mode="date" />,
  },
  { id: 'lastUsed', header: 'Last used', skeletonWidth: 80, cell: key => <When at={key.lastUsedAt} /> },
  {
    id: 'requests',
    header: `Last ${sparkDays} days`,
    skeletonWidth: 96,
    cell: key => <Requests apiKey={key} />,
  },
  {
    id: 'expires',
    header: 'Ends',
    skeletonWidth: 80,
    cell: key => <When at={key.revokedAt ?? key.expiresAt} never="when revoked" />,
  },
  {
    id: 'actions',
    header: 'Actions',
    hideHeader: true,
    align: 'right',
    skeletonWidth: 120,
    cell: key =>
      !ended(key) && (
        <Stack direction="row" sx={{ gap: 0.5, justifyContent: { md: 'flex-end' } }}>
          {key.status === 'active' && (
            <Button size="small" onClick={() => onRotate(key)} aria-label={`Rotate ${key.label}`}>
              Rotate
            </Button>
          )}
          <Button size="small" color="error" onClick={() => onRevoke(key)} aria-label={`Revoke ${key.label}`}>
            Revoke
          </Button>
        </Stack>
      ),
  },
];
