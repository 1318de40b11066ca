import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { DataTable, type Column } from '@netcrab/ui';
import type { AuditView } from '../../contract';
import { messages } from '../messages';
import { changedFields, type ChangedField } from './changedFields';

const text = messages.audit;

const columns: readonly Column<ChangedField>[] = [
  { id: 'field', header: text.field, primary: true, cell: ({ field }) => <code>{field || '–'}</code> },
  { id: 'before', header: text.before, cell: ({ before }) => before && <del>{before}</del> },
  { id: 'after', header: text.after, cell: ({ after }) => after && <ins>{after}</ins> },
];

const facts = ({ hash, ip, requestId }: AuditView) => [
  [text.request, requestId],
  [text.ip, ip],
  [text.hash, hash],
];

/** What one entry changed, field by field. */
export function AuditEntryDialog({ entry, onClose }: { entry: AuditView | null; onClose: () => void }) {
  return (
    <Dialog open={entry !== null} onClose={onClose} maxWidth="md" fullWidth>
      {entry && (
        <>
          <DialogTitle>
            {text.entry(entry.seq)}: {entry.action}
          </DialogTitle>
          <DialogContent sx={{ overflowWrap: 'anywhere' }}>
            <DataTable
              caption={text.details}
              columns={columns}
              rows={changedFields(entry.before, entry.after)}
              rowKey={one => one.field}
              empty={<Typography color="textSecondary">{text.noChange}</Typography>}
            />
            {facts(entry).map(
              ([name, value]) =>
                value && (
                  <Typography key={name} variant="body2" color="textSecondary">
                    {name}: <code>{value}</code>
                  </Typography>
                ),
            )}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{text.close}</Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}
