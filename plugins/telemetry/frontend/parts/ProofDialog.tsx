import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { CodeBlock, Count, DataTable, formatAbsolute, type Column } from '@netcrab/ui';
import type { DeletionProof } from '../../contract';
import { messages } from '../messages';

const text = messages.deletion;

type TableCount = DeletionProof['tables'][number];
const columns: Column<TableCount>[] = [
  { id: 'table', header: text.table, primary: true, cell: one => <code>{one.table}</code> },
  { id: 'before', header: text.before, align: 'right', cell: one => <Count value={one.before} /> },
  { id: 'after', header: text.after, align: 'right', cell: one => <Count value={one.after} /> },
];

/** What a deletion removed, and the hash that the audit log holds of it. */
export function ProofDialog({ proof, onClose }: { proof: DeletionProof; onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="proof-title">
      <DialogTitle id="proof-title">{text.proofTitle}</DialogTitle>
      <DialogContent>
        <Stack sx={{ gap: 2 }}>
          <Typography variant="body2">
            {text.proofBody(formatAbsolute(proof.until), formatAbsolute(proof.finishedAt), proof.logSegments)}
          </Typography>
          <DataTable caption={text.rows} columns={columns} rows={proof.tables} rowKey={one => one.table} />
          <CodeBlock title={text.hash} code={proof.hash} language="text" />
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{text.close}</Button>
      </DialogActions>
    </Dialog>
  );
}
