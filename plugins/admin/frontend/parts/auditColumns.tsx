import Button from '@mui/material/Button';
import { When, type Column } from '@netcrab/ui';
import type { AuditView } from '../../contract';
import { messages } from '../messages';

const text = messages.audit;

export const auditColumns = (show: (entry: AuditView) => void): Column<AuditView>[] => [
  { id: 'action', header: text.action, primary: true, cell: ({ action }) => <code>{action}</code> },
  { id: 'target', header: text.target, cell: ({ target }) => `${target.type}: ${target.name ?? target.id}` },
  { id: 'actor', header: text.actor, cell: ({ actor }) => actor.name ?? actor.id },
  { id: 'org', header: text.org, cell: ({ orgId }) => orgId ?? '–' },
  { id: 'when', header: text.when, cell: ({ at }) => <When at={at} mode="datetime" /> },
  {
    id: 'details',
    header: text.details,
    hideHeader: true,
    cell: entry => (
      <Button size="small" aria-label={text.show(entry.seq)} onClick={() => show(entry)}>
        {text.details}
      </Button>
    ),
  },
];
