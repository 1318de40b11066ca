import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { CodeBlock, CopyButton, DataTable } from '@netcrab/ui';
import type { ReactNode } from 'react';
import { messages } from '../messages';
import { curlOf } from '../reference/curl';
import { limitsOf } from '../reference/fields';
import type { Operation, Parameter, Reference } from '../reference/reference';
import { resolver, typeName } from '../reference/schemaType';
import { AccessChips } from './AccessChips';
import { errorColumns, errorRows } from './errorTable';
import { FieldTable } from './FieldTable';
import { PayloadView } from './PayloadView';
import { Prose } from './Prose';

const text = messages.operation;
const places = ['path', 'query', 'header', 'cookie'] as const;

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Box sx={{ minWidth: 0 }}>
      <Typography variant="subtitle2" component="h4" sx={{ mb: 0.75 }}>
        {title}
      </Typography>
      {children}
    </Box>
  );
}

function parameterFields(parameters: readonly Parameter[], schemas: Reference['schemas']) {
  return parameters.map(({ name, required, description = null, schema }) => {
    const resolve = resolver(schema, schemas);
    return {
      key: name,
      path: name,
      type: typeName(schema, resolve),
      required,
      description,
      limits: limitsOf(schema, resolve),
    };
  });
}

export interface OperationDetailProps {
  operation: Operation;
  reference: Reference;
}

/** All that is declared of one endpoint. */
export function OperationDetail({ operation, reference }: OperationDetailProps) {
  const { id, path, description, access, parameters, body, success, errors } = operation;
  const { schemas, baseUrl } = reference;
  const link = `${window.location.origin}${window.location.pathname}#${id}`;
  return (
    <Stack sx={{ gap: 2.5, padding: { xs: '4px 16px 20px', md: '4px 24px 24px' }, minWidth: 0 }}>
      {description && (
        <Typography variant="body2" sx={{ maxWidth: '76ch' }}>
          <Prose text={description} />
        </Typography>
      )}
      <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap' }}>
        <CopyButton text={link} label={text.copyLink} />
        <CopyButton text={path} label={text.copyPath} />
      </Stack>
      <Part title={text.access}>
        <AccessChips access={access} />
      </Part>
      <Part title={text.curl}>
        <CodeBlock code={curlOf(operation, baseUrl, resolver(body?.schema ?? {}, schemas))} language="bash" />
      </Part>
      {places.map(place => {
        const here = parameters.filter(one => one.in === place);
        if (here.length === 0) return null;
        return (
          <Part key={place} title={text[place]}>
            <FieldTable caption={`${text[place]}: ${id}`} fields={parameterFields(here, schemas)} />
          </Part>
        );
      })}
      {body && (
        <Part title={text.body}>
          <PayloadView caption={`${text.body}: ${id}`} payload={body} schemas={schemas} />
        </Part>
      )}
      <Part title={text.success(success.status)}>
        <PayloadView
          caption={`${text.success(success.status)}: ${id}`}
          payload={success.payload}
          schemas={schemas}
        />
      </Part>
      <Part title={text.errors}>
        <DataTable
          caption={`${text.errors}: ${id}`}
          columns={errorColumns}
          rows={errorRows(errors)}
          rowKey={({ code }) => code}
        />
      </Part>
    </Stack>
  );
}
