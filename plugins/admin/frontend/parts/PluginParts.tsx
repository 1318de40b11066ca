import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { CodeBlock, DataTable, Section, StatusChip, When, type Column, type Tone } from '@netcrab/ui';
import type { MigrationView, PluginView } from '../../contract';
import { messages } from '../messages';
import { switchLines } from './switchLines';

const text = messages.plugin;
const migrationTone: Record<MigrationView['state'], Tone> = { applied: 'ok', pending: 'warn', ahead: 'bad' };

const migrationColumns: readonly Column<MigrationView>[] = [
  { id: 'name', header: text.migration, primary: true, cell: ({ name }) => name },
  { id: 'store', header: text.store, cell: ({ store }) => store },
  {
    id: 'state',
    header: text.state,
    cell: ({ state }) => <StatusChip tone={migrationTone[state]} label={text.states[state]} />,
  },
  { id: 'applied', header: text.applied, cell: ({ appliedAt }) => <When at={appliedAt} never="–" /> },
];

const Hint = ({ children }: { children: string }) => (
  <Typography variant="body2" color="textSecondary">
    {children}
  </Typography>
);

export const Migrations = ({ plugin }: { plugin: PluginView }) => (
  <Section title={text.migrations}>
    <DataTable
      caption={text.migrations}
      columns={migrationColumns}
      rows={plugin.migrations}
      rowKey={one => `${one.store} ${one.name}`}
      empty={<Hint>{text.noMigrations}</Hint>}
    />
  </Section>
);

/** Names as a list; `empty` instead of none. */
export function Names({ title, names, empty }: { title: string; names: readonly string[]; empty: string }) {
  return (
    <Section title={title}>
      {names.length === 0 ? (
        <Hint>{empty}</Hint>
      ) : (
        <Box component="ul" sx={{ margin: 0, paddingLeft: 2.5, overflowWrap: 'anywhere' }}>
          {names.map(name => (
            <li key={name}>
              <code>{name}</code>
            </li>
          ))}
        </Box>
      )}
    </Section>
  );
}

export const Configuration = ({ plugin }: { plugin: PluginView }) => (
  <Section title={text.config} description={text.configHint}>
    <CodeBlock language="json" code={JSON.stringify(plugin.config, null, 2)} />
  </Section>
);

/** How to turn the plugin over, and what stands in the way. */
export function SwitchPlugin({ plugin }: { plugin: PluginView }) {
  const on = plugin.status !== 'disabled';
  return (
    <Section title={text.switchTitle(on)} description={text.switchHint(on)}>
      <CodeBlock language="yaml" title="app-config.local.yaml" code={switchLines(plugin)} />
      {on && plugin.dependents.length > 0 && <Hint>{text.refused(plugin.dependents.join(', '))}</Hint>}
    </Section>
  );
}
