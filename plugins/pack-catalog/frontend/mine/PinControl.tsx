import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useCan } from '@netcrab/plugin-api/frontend';
import { useToast } from '@netcrab/ui';
import { packsPin } from '../../contract/permissions';
import type { MyPack } from '../../contract/types';
import { useMovePin } from '../api';

const follow = 'latest';

/** Which version queries and downloads read: the latest, or one that stays until it is moved. */
export function PinControl({ pack }: { pack: MyPack }) {
  const allowed = useCan(packsPin);
  const move = useMovePin(pack.packId);
  const toast = useToast();
  const current = pack.pin.version ?? follow;
  const choose = (value: string) =>
    move.mutate(value === follow ? null : value, {
      onSuccess: () =>
        toast(
          value === follow ? `${pack.title} follows the latest version.` : `${pack.title} stays on ${value}.`,
          { tone: 'ok' },
        ),
      onError: error => toast(error.message, { tone: 'bad' }),
    });
  return (
    <TextField
      select
      size="small"
      label="Version"
      value={move.isPending ? (move.variables ?? follow) : current}
      disabled={!allowed || move.isPending || pack.versions.length === 0}
      onChange={event => choose(event.target.value)}
      helperText={
        pack.versions.length === 0
          ? 'Versions come with the first build that publishes.'
          : allowed
            ? 'Applies to queries and downloads that name no version.'
            : 'An admin of your organisation chooses the version.'
      }
      sx={{ maxWidth: 340 }}
    >
      <MenuItem value={follow}>
        Follow the latest{pack.latestVersion ? ` (${pack.latestVersion})` : ''}
      </MenuItem>
      {pack.versions.map(({ version, breaking }) => (
        <MenuItem key={version} value={version}>
          Stay on {version}
          {breaking ? ' (schema changed)' : ''}
        </MenuItem>
      ))}
    </TextField>
  );
}
