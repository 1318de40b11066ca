import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { DataTable, EmptyState, QueryView, Section, useUrlState } from '@netcrab/ui';
import { z } from 'zod';
import { useBuilds } from '../api';
import { messages } from '../messages';
import { buildColumns } from './columns';

const state = z.object({ pack: z.string().catch('').default('') });

/** Past builds, of one pack when the URL names it. */
export function History({ packIds }: { packIds: readonly string[] }) {
  const [{ pack }, setState] = useUrlState(state);
  const builds = useBuilds(pack || undefined);
  const text = messages.history;
  return (
    <Section
      title={text.title}
      actions={
        <TextField
          select
          size="small"
          label="Pack"
          value={packIds.includes(pack) ? pack : ''}
          slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
          sx={{ minWidth: 220 }}
          onChange={event => setState({ pack: event.target.value })}
        >
          <MenuItem value="">All packs</MenuItem>
          {packIds.map(id => (
            <MenuItem key={id} value={id}>
              {id}
            </MenuItem>
          ))}
        </TextField>
      }
    >
      <QueryView
        query={builds}
        isEmpty={data => data.builds.length === 0}
        empty={<EmptyState title={text.empty} body={text.emptyBody} />}
      >
        {data => (
          <DataTable
            caption={text.caption}
            columns={buildColumns}
            rows={data.builds}
            rowKey={build => build.id}
          />
        )}
      </QueryView>
    </Section>
  );
}
