import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { Count, DataTable, QueryView, Section, StatusChip, When, type Column, type Tone } from '@netcrab/ui';
import { useState } from 'react';
import type { Deletion, DeletionState } from '../../contract';
import { useDeletions } from '../api';
import { messages } from '../messages';
import { ProofDialog } from './ProofDialog';

const text = messages.deletion;

const states: Readonly<Record<DeletionState, { readonly label: string; readonly tone: Tone }>> = {
  requested: { label: text.stateRequested, tone: 'info' },
  running: { label: text.stateRunning, tone: 'info' },
  done: { label: text.stateDone, tone: 'ok' },
};

const rowsOf = ({ proof }: Deletion): number =>
  proof?.tables.reduce((sum, table) => sum + table.before - table.after, 0) ?? 0;

const columns = (onProof: (deletion: Deletion) => void): Column<Deletion>[] => [
  {
    id: 'scope',
    header: text.scope,
    primary: true,
    cell: one =>
      one.subject === null ? (
        text.wholeProduct
      ) : (
        <>
          {text.oneUser} <code title={one.subject}>{one.subject.slice(0, 12)}…</code>
        </>
      ),
  },
  {
    id: 'state',
    header: text.state,
    cell: one => <StatusChip tone={states[one.state].tone} label={states[one.state].label} />,
  },
  { id: 'requested', header: text.requestedAt, cell: one => <When at={one.requestedAt} /> },
  { id: 'finished', header: text.finishedAt, cell: one => <When at={one.finishedAt} /> },
  {
    id: 'rows',
    header: text.rows,
    align: 'right',
    cell: one => (one.proof ? <Count value={rowsOf(one)} /> : '–'),
  },
  {
    id: 'proof',
    header: text.proof,
    hideHeader: true,
    align: 'right',
    cell: one =>
      one.proof && (
        <Button size="small" onClick={() => onProof(one)}>
          {text.proof}
        </Button>
      ),
  },
];

/** Deletions asked for, with their proofs. */
export function DeletionList({ productId }: { productId: string }) {
  const deletions = useDeletions(productId);
  const [shown, setShown] = useState<Deletion | null>(null);
  return (
    <Section title={text.listTitle} description={text.listBody}>
      <QueryView query={deletions} errorTitle={text.loadFailed}>
        {data => (
          <DataTable
            caption={text.listTitle}
            columns={columns(setShown)}
            rows={data.deletions}
            rowKey={one => one.id}
            empty={<Typography color="textSecondary">{text.none}</Typography>}
          />
        )}
      </QueryView>
      {shown?.proof && <ProofDialog proof={shown.proof} onClose={() => setShown(null)} />}
    </Section>
  );
}
