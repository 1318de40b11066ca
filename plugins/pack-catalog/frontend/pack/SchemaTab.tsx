import DownloadIcon from '@mui/icons-material/DownloadOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { CopyButton, DataTable, Section, visuallyHidden, type Column } from '@netcrab/ui';
import type { PackDetail, SchemaField } from '../../contract/types';
import { percent } from '../messages';

const columns: Column<SchemaField>[] = [
  {
    id: 'name',
    header: 'Field',
    primary: true,
    cell: field => (
      <>
        <Stack direction="row" sx={{ gap: 0.5, alignItems: 'center', overflowWrap: 'anywhere' }}>
          <code>{field.name}</code>
          <CopyButton text={field.name} label={`Copy ${field.name}`} variant="icon" />
        </Stack>
        <Typography variant="body2" color="textSecondary" sx={{ maxWidth: '52ch' }}>
          {field.description}
          {field.filterable && ' Queries can filter by it.'}
        </Typography>
      </>
    ),
  },
  {
    id: 'type',
    header: 'Type',
    cell: field => (field.unit ? `${field.type}, ${field.unit}` : field.type),
  },
  {
    id: 'nulls',
    header: 'Empty',
    align: 'right',
    cell: field => (field.nullShare === null ? '–' : percent(field.nullShare)),
  },
  { id: 'spread', header: 'Values', cell: field => <Spread field={field} /> },
];

export function SchemaTab({ pack }: { pack: PackDetail }) {
  const { fields } = pack.schema;
  return (
    <Section
      title="Schema"
      description={`${fields.length} fields of version ${pack.version ?? 'to come'}, with how their values are spread in the latest build.`}
      actions={
        <Button
          startIcon={<DownloadIcon />}
          variant="outlined"
          size="small"
          component="a"
          href={dictionaryUrl(pack)}
          download={`${pack.id}.dictionary.json`}
        >
          Download dictionary
        </Button>
      }
    >
      <DataTable
        caption={`Fields of ${pack.title}`}
        columns={columns}
        rows={fields}
        rowKey={field => field.name}
      />
    </Section>
  );
}

/** The data dictionary as a file made in the browser. */
function dictionaryUrl({ id, version, schema }: PackDetail): string {
  const dictionary = {
    pack: id,
    version,
    fields: schema.fields.map(({ name, type, unit, description }) => ({ name, type, unit, description })),
  };
  return `data:application/json;charset=utf-8,${encodeURIComponent(JSON.stringify(dictionary, null, 2))}`;
}

/** A histogram the height of a line; the values are read aloud as a list. */
function Spread({ field }: { field: SchemaField }) {
  const highest = Math.max(1, ...field.distribution.map(({ count }) => count));
  if (field.distribution.length === 0) return <>–</>;
  const text = field.distribution.map(({ label, count }) => `${label}: ${count}`).join('; ');
  return (
    <Box title={text} sx={{ minWidth: 96 }}>
      <Box aria-hidden sx={{ display: 'flex', alignItems: 'flex-end', gap: '2px', height: 28 }}>
        {field.distribution.map(({ label, count }) => (
          <Box
            key={label}
            sx={{
              flex: 1,
              minWidth: 3,
              maxWidth: 12,
              height: `${Math.max(4, (count / highest) * 100)}%`,
              borderRadius: '2px 2px 0 0',
              bgcolor: 'var(--mui-palette-chart-one)',
            }}
          />
        ))}
      </Box>
      <Typography
        variant="caption"
        color="textSecondary"
        component="div"
        aria-hidden
        noWrap
        sx={{ maxWidth: 150 }}
      >
        {field.distribution[0]?.label}
        {field.distribution.length > 1 && ` … ${field.distribution.at(-1)?.label}`}
      </Typography>
      <span style={visuallyHidden}>{text}</span>
    </Box>
  );
}
