import Stack from '@mui/material/Stack';
import { StatusChip, type Tone } from '@netcrab/ui';
import { messages } from '../messages';
import type { Access } from '../reference/reference';

const tones: Readonly<Record<string, Tone>> = { public: 'ok', session: 'info' };

/** Who may call: any of these. */
export function AccessChips({ access }: { access: readonly Access[] }) {
  return (
    <Stack component="ul" direction="row" sx={{ m: 0, p: 0, gap: 1, flexWrap: 'wrap', listStyle: 'none' }}>
      {access.map(({ scheme, needs }) => {
        const kind = scheme ?? 'public';
        const who = messages.access[kind] ?? kind;
        return (
          <li key={`${kind} ${needs}`}>
            <StatusChip tone={tones[kind] ?? 'warn'} label={needs ? `${who}: ${needs}` : who} />
          </li>
        );
      })}
    </Stack>
  );
}
