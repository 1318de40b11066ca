import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { DataTable, type Column } from '@netcrab/ui';
import { messages } from '../messages';
import type { Field } from '../reference/fields';
import { Prose } from './Prose';

const columns: ReadonlyArray<Column<Field>> = [
  {
    id: 'name',
    header: messages.columns.name,
    primary: true,
    width: '34%',
    cell: ({ path, required }) => (
      <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
        <code>{path}</code>
        {required && (
          <Typography variant="caption" color="error" component="span" sx={{ ml: 1 }}>
            {messages.operation.required}
          </Typography>
        )}
      </Box>
    ),
  },
  {
    id: 'type',
    header: messages.columns.type,
    width: '26%',
    cell: ({ type }) => <code style={{ overflowWrap: 'anywhere' }}>{type}</code>,
  },
  {
    id: 'description',
    header: messages.columns.description,
    cell: ({ description, limits }) => (
      <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
        {description && <Prose text={description} />}
        {limits.length > 0 && (
          <Typography variant="caption" color="textSecondary" component="span" sx={{ display: 'block' }}>
            {limits.join(' · ')}
          </Typography>
        )}
      </Box>
    ),
  },
];

export function FieldTable({ caption, fields }: { caption: string; fields: readonly Field[] }) {
  return <DataTable caption={caption} columns={columns} rows={fields} rowKey={({ key }) => key} />;
}
