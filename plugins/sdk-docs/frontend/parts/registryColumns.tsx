import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Count, StatusChip, When, type Column } from '@netcrab/ui';
import type { TaskTypeView } from '../../contract';
import { messages } from '../messages';

const text = messages.registry;

export interface RegistryActions {
  onLabel: (taskType: TaskTypeView) => void;
  onMerge: (taskType: TaskTypeView) => void;
  onUnmerge: (taskType: TaskTypeView) => void;
}

export const registryColumns = ({ onLabel, onMerge, onUnmerge }: RegistryActions): Column<TaskTypeView>[] => [
  {
    id: 'label',
    header: text.columns.label,
    primary: true,
    cell: one => (
      <div>
        {one.label}
        <Typography variant="caption" component="div" color="textSecondary">
          <code>{one.taskType}</code>
          {one.mergedInto !== null && ` · ${text.merged(one.mergedInto)}`}
        </Typography>
      </div>
    ),
  },
  { id: 'product', header: text.columns.product, cell: one => one.productId },
  {
    id: 'source',
    header: text.columns.source,
    cell: one => (
      <StatusChip
        tone={one.inferred ? 'muted' : 'ok'}
        label={one.inferred ? text.sources.inferred : text.sources.named}
      />
    ),
  },
  { id: 'runs', header: text.columns.runs, align: 'right', cell: one => <Count value={one.runs} /> },
  {
    id: 'success',
    header: text.columns.success,
    align: 'right',
    cell: one =>
      one.successShare === null ? text.unknownSuccess : `${Math.round(one.successShare * 100)} %`,
  },
  {
    id: 'lastSeen',
    header: text.columns.lastSeen,
    align: 'right',
    cell: one => <When at={one.lastSeen} />,
  },
  {
    id: 'actions',
    header: text.columns.actions,
    hideHeader: true,
    align: 'right',
    cell: one => (
      // Side by side they would not fit beside the chapters.
      <Stack sx={{ flexDirection: { xs: 'row', md: 'column', xl: 'row' }, alignItems: { md: 'end' } }}>
        <Button size="small" aria-label={text.actionOn(text.rename, one.label)} onClick={() => onLabel(one)}>
          {text.rename}
        </Button>
        {one.mergedInto === null ? (
          <Button size="small" aria-label={text.actionOn(text.merge, one.label)} onClick={() => onMerge(one)}>
            {text.merge}
          </Button>
        ) : (
          <Button
            size="small"
            aria-label={text.actionOn(text.unmerge, one.label)}
            onClick={() => onUnmerge(one)}
          >
            {text.unmerge}
          </Button>
        )}
      </Stack>
    ),
  },
];
