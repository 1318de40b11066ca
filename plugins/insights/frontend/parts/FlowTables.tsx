import Typography from '@mui/material/Typography';
import {
  DataTable,
  DataTableSkeleton,
  QueryView,
  Section,
  StatusChip,
  useUrlState,
  type Column,
} from '@netcrab/ui';
import { z } from 'zod';
import type { About, Archetype, Figure, TopFlow } from '../../contract';
import { useArchetypes, useTopFlows, type ArchetypesAsked, type FlowAsked } from '../api';
import { messages } from '../messages';
import { Explained } from './Explained';

const text = messages.flows;

const pathColumns = (about: About | undefined): Column<TopFlow>[] => {
  const number = (metric: string, pick: (flow: TopFlow) => Figure) => (flow: TopFlow) =>
    about && <Explained metric={metric} about={about} figure={pick(flow)} />;
  return [
    { id: 'path', header: text.path, primary: true, cell: ({ screens }) => screens.join(' → ') },
    { id: 'share', header: text.share, align: 'right', cell: number('flowShare', one => one.share) },
    {
      id: 'sessions',
      header: messages.hotspots.sessions,
      align: 'right',
      cell: number('flowSessions', ({ sessions }) => ({ value: sessions, n: sessions })),
    },
    {
      id: 'friction',
      header: text.friction,
      align: 'right',
      cell: number('flowFriction', one => one.friction),
    },
    {
      id: 'success',
      header: messages.releases.success,
      align: 'right',
      cell: number('taskSuccess', one => one.success),
    },
    { id: 'duration', header: text.duration, align: 'right', cell: number('duration', one => one.duration) },
  ];
};

const shownPaths = 10;

export function TopPaths({ query }: { query: FlowAsked }) {
  const flows = useTopFlows(query);
  const columns = pathColumns(flows.data?.about);
  return (
    <Section title={text.top}>
      <QueryView query={flows} skeleton={<DataTableSkeleton columns={columns} />}>
        {({ flows: rows }) => (
          <DataTable
            caption={text.topCaption}
            columns={columns}
            rows={rows.slice(0, shownPaths)}
            rowKey={one => one.screens.join('>')}
          />
        )}
      </QueryView>
    </Section>
  );
}

const archetypeColumns = (about: About | undefined): Column<Archetype>[] => {
  const number = (metric: string, pick: (one: Archetype) => Figure) => (one: Archetype) =>
    about && <Explained metric={metric} about={about} figure={pick(one)} />;
  return [
    {
      id: 'label',
      header: text.archetype,
      primary: true,
      cell: ({ label, steps }) => (
        <div>
          {label}
          <Typography variant="caption" color="textSecondary" component="div">
            {steps.join(' → ')}
          </Typography>
        </div>
      ),
    },
    {
      id: 'task',
      header: text.task,
      cell: ({ taskLabel, inferred }) => (
        <>
          {taskLabel} {inferred && <StatusChip tone="info" label={text.inferred} />}
        </>
      ),
    },
    { id: 'month', header: text.month, cell: ({ month }) => month },
    { id: 'coverage', header: text.coverage, align: 'right', cell: number('coverage', one => one.coverage) },
    {
      id: 'success',
      header: messages.releases.success,
      align: 'right',
      cell: number('archetypeSuccess', one => one.success),
    },
    {
      id: 'duration',
      header: messages.releases.duration,
      align: 'right',
      cell: number('archetypeDuration', one => one.duration),
    },
    {
      id: 'friction',
      header: text.friction,
      align: 'right',
      cell: number('archetypeFriction', one => one.friction),
    },
  ];
};

const pageSize = 6;
const pagesOf = (rows: readonly unknown[]) => Math.max(1, Math.ceil(rows.length / pageSize));
/** The rows of a page; of the last one where a filter has left fewer. */
function onPage<Row>(rows: readonly Row[], page: number): Row[] {
  const to = Math.min(page, pagesOf(rows)) * pageSize;
  return rows.slice(to - pageSize, to);
}
const urlState = z.object({ page: z.coerce.number().int().min(1).catch(1).default(1) });

export function Archetypes({ query }: { query: ArchetypesAsked }) {
  const archetypes = useArchetypes(query);
  const [{ page }, set] = useUrlState(urlState);
  const columns = archetypeColumns(archetypes.data?.about);
  return (
    <Section title={text.archetypes} description={text.archetypesHint}>
      <QueryView query={archetypes} skeleton={<DataTableSkeleton columns={columns} />}>
        {({ archetypes: rows }) => (
          <DataTable
            caption={text.archetypesCaption}
            columns={columns}
            rows={onPage(rows, page)}
            page={{
              page: Math.min(page, pagesOf(rows)),
              pageSize,
              total: rows.length,
              onPage: next => set({ page: next }),
              label: text.archetypes,
            }}
            rowKey={one => [one.productId, one.month, one.task, one.archetypeId].join(' ')}
            empty={<Typography variant="body2">{text.noArchetypes}</Typography>}
          />
        )}
      </QueryView>
    </Section>
  );
}
