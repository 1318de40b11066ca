import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { CopyButton } from '@netcrab/ui';
import { messages } from '../messages';
import { fieldsOf } from '../reference/fields';
import type { Payload } from '../reference/reference';
import { resolver, typeName } from '../reference/schemaType';
import type { Schema } from '../reference/document';
import { FieldTable } from './FieldTable';

export interface PayloadViewProps {
  caption: string;
  payload: Payload | null;
  schemas: Readonly<Record<string, Schema>>;
}

/** A body: its type and content types, then every field. */
export function PayloadView({ caption, payload, schemas }: PayloadViewProps) {
  const text = messages.operation;
  if (!payload) return <Typography variant="body2">{text.noBody}</Typography>;
  const types = payload.types.join(', ');
  if (!payload.schema) return <Typography variant="body2">{text.raw(types)}</Typography>;
  const resolve = resolver(payload.schema, schemas);
  const fields = fieldsOf(payload.schema, resolve);
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mb: 1, justifyContent: 'space-between' }}>
        <Typography variant="body2" color="textSecondary">
          {text.shape(typeName(payload.schema, resolve), types)}
        </Typography>
        <CopyButton text={JSON.stringify(payload.schema, null, 2)} label={text.copySchema} />
      </Box>
      {fields.length > 0 && <FieldTable caption={caption} fields={fields} />}
    </>
  );
}
