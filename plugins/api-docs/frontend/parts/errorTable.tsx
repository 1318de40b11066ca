import type { Column } from '@netcrab/ui';
import { messages } from '../messages';
import type { Operation } from '../reference/reference';
import { Prose } from './Prose';

interface ErrorRow {
  readonly status: number;
  readonly code: string;
}

const meanings: Readonly<Record<string, string>> = messages.errorMeanings;

export const errorColumns: ReadonlyArray<Column<ErrorRow>> = [
  { id: 'code', header: messages.columns.code, primary: true, cell: ({ code }) => <code>{code}</code> },
  { id: 'status', header: messages.columns.status, cell: ({ status }) => status },
  {
    id: 'meaning',
    header: messages.columns.meaning,
    cell: ({ code }) => <Prose text={meanings[code] ?? ''} />,
  },
];

export const errorRows = (errors: Operation['errors']): ErrorRow[] =>
  errors.flatMap(({ status, codes }) => codes.map(code => ({ status, code })));
