import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useCan } from '@netcrab/plugin-api/frontend';
import {
  ConfirmDialog,
  DataTable,
  DataTableSkeleton,
  QueryView,
  Section,
  When,
  type Column,
} from '@netcrab/ui';
import { useState } from 'react';
import type { SavedSegment } from '../../contract';
import { shapeInsights } from '../../contract/permissions';
import { useRemoveSegment, useSegments } from '../api';
import { messages } from '../messages';
import { searchOf } from '../urlFilters';
import { SaveSegment } from './SaveSegment';

const text = messages.segments;

/** Filters the organisation kept; each opens the overview narrowed by them. */
export function SavedSegments() {
  const segments = useSegments();
  const remove = useRemoveSegment();
  const canShape = useCan(shapeInsights);
  const [removing, setRemoving] = useState<SavedSegment | null>(null);
  const columns: Column<SavedSegment>[] = [
    {
      id: 'name',
      header: text.name,
      primary: true,
      cell: ({ name, filters }) => <Link href={`/app/insights${searchOf(filters)}`}>{name}</Link>,
    },
    { id: 'filters', header: text.filters, cell: ({ filters }) => Object.values(filters).join(', ') },
    { id: 'by', header: text.by, cell: ({ createdBy }) => createdBy },
    { id: 'when', header: text.when, cell: ({ createdAt }) => <When at={createdAt} /> },
    ...(canShape
      ? [
          {
            id: 'remove',
            header: text.remove,
            hideHeader: true,
            align: 'right' as const,
            cell: (segment: SavedSegment) => (
              <Button
                size="small"
                aria-label={`${text.remove} ${segment.name}`}
                onClick={() => setRemoving(segment)}
              >
                {text.remove}
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <Section title={text.saved} description={text.savedHint} actions={canShape && <SaveSegment />}>
      <QueryView query={segments} skeleton={<DataTableSkeleton columns={columns} rows={2} />}>
        {({ segments: rows }) => (
          <DataTable
            caption={text.caption}
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            empty={<Typography variant="body2">{text.none}</Typography>}
          />
        )}
      </QueryView>
      {removing && (
        <ConfirmDialog
          open
          title={text.removeTitle(removing.name)}
          body={text.removeBody}
          confirmLabel={text.remove}
          tone="danger"
          onConfirm={() => remove.mutateAsync(removing.id)}
          onClose={() => setRemoving(null)}
        />
      )}
    </Section>
  );
}
