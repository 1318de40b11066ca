import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import {
  ChoiceField,
  DataTable,
  DataTableSkeleton,
  EmptyState,
  QueryView,
  SearchField,
  Section,
  useUrlState,
} from '@netcrab/ui';
import { useState } from 'react';
import { z } from 'zod';
import type { TaskTypeView } from '../../contract';
import { useSeller, useTaskTypes } from '../api';
import { messages } from '../messages';
import { LabelDialog } from './LabelDialog';
import { MergeDialog } from './MergeDialog';
import { registryColumns } from './registryColumns';
import { useUnmerge } from './useUnmerge';

const text = messages.registry;
const urlState = z.object({
  q: z.string().default(''),
  product: z.string().default(''),
  source: z.enum(['', 'named', 'inferred']).default(''),
});
type Filter = z.output<typeof urlState>;

const matching = (all: readonly TaskTypeView[], { q, product, source }: Filter) => {
  const wanted = q.trim().toLowerCase();
  return all.filter(
    one =>
      (product === '' || one.productId === product) &&
      (source === '' || one.inferred === (source === 'inferred')) &&
      `${one.label} ${one.taskType}`.toLowerCase().includes(wanted),
  );
};

/** What the products use, with search, labels and merges. */
export function Registry() {
  const allowed = useSeller() === 'allowed';
  const taskTypes = useTaskTypes();
  const [filter, setFilter] = useUrlState(urlState);
  const [labelling, setLabelling] = useState<TaskTypeView | null>(null);
  const [merging, setMerging] = useState<TaskTypeView | null>(null);
  const unmerge = useUnmerge();
  const columns = registryColumns({ onLabel: setLabelling, onMerge: setMerging, onUnmerge: unmerge });
  if (!allowed)
    return (
      <Section id="registry" title={text.title}>
        <Typography color="textSecondary">{text.signedOut}</Typography>
      </Section>
    );
  return (
    <Section id="registry" title={text.title} description={text.description}>
      <QueryView
        query={taskTypes}
        errorTitle={text.failed}
        skeleton={<DataTableSkeleton columns={columns} />}
        isEmpty={data => data.taskTypes.length === 0}
        empty={<EmptyState title={text.emptyTitle} body={text.emptyBody} />}
      >
        {({ taskTypes: all }) => {
          const shown = matching(all, filter);
          const products = [...new Set(all.map(one => one.productId))].sort();
          return (
            <Stack sx={{ gap: 2 }}>
              <Stack direction="row" sx={{ gap: 1.5, flexWrap: 'wrap' }}>
                <SearchField label={text.search} value={filter.q} onChange={q => setFilter({ q })} />
                <ChoiceField
                  label={text.product}
                  any={text.all}
                  choices={products.map(id => ({ value: id, label: id }))}
                  value={filter.product}
                  onChange={product => setFilter({ product })}
                />
                <ChoiceField
                  label={text.source}
                  any={text.anySource}
                  choices={(['named', 'inferred'] as const).map(id => ({
                    value: id,
                    label: text.sources[id],
                  }))}
                  value={filter.source}
                  onChange={source => setFilter({ source })}
                />
              </Stack>
              {shown.length === 0 ? (
                <EmptyState
                  title={text.noneTitle}
                  body={text.noneBody}
                  action={
                    <Button onClick={() => setFilter({ q: '', product: '', source: '' })}>
                      {text.clear}
                    </Button>
                  }
                />
              ) : (
                <DataTable
                  caption={text.caption}
                  columns={columns}
                  rows={shown}
                  rowKey={({ productId, taskType }) => `${productId} ${taskType}`}
                />
              )}
            </Stack>
          );
        }}
      </QueryView>
      {labelling && <LabelDialog taskType={labelling} onClose={() => setLabelling(null)} />}
      {merging && (
        <MergeDialog
          taskType={merging}
          others={taskTypes.data?.taskTypes ?? []}
          onClose={() => setMerging(null)}
        />
      )}
    </Section>
  );
}
