import { PortalError } from '@netcrab/plugin-api/backend';
import { dataFormats, type DataFormat } from '../../contract/types';

const byMediaType: Readonly<Record<string, DataFormat>> = {
  'application/json': 'json',
  'application/*': 'json',
  '*/*': 'json',
  'text/csv': 'csv',
  'text/*': 'csv',
  'application/x-ndjson': 'ndjson',
  'application/jsonl': 'ndjson',
  'application/vnd.apache.parquet': 'parquet',
  'application/x-parquet': 'parquet',
  'application/vnd.apache.arrow.stream': 'arrow',
};

export const isDataFormat = (text: string): text is DataFormat => (dataFormats as readonly string[]).includes(text);

/**
 * The format an Accept header asks for most, the first of equals; JSON without one.
 * @throws PortalError `not_acceptable`, naming what there is.
 */
export function formatByAccept(accept: string | undefined): DataFormat {
  if (accept === undefined || accept === '' || accept === '*/*') return 'json';
  let best: { readonly format: DataFormat; readonly weight: number } | undefined;
  for (const range of accept.split(',')) {
    const [type = '', ...options] = range.split(';').map(part => part.trim().toLowerCase());
    const weight = Number(options.find(option => option.startsWith('q='))?.slice(2) ?? 1);
    const format = byMediaType[type];
    if (format && weight > 0 && weight > (best?.weight ?? 0)) best = { format, weight };
  }
  if (best) return best.format;
  throw new PortalError(
    'not_acceptable',
    `There is no ${accept.slice(0, 100)} here. Accept application/json, text/csv, application/x-ndjson, application/vnd.apache.parquet or application/vnd.apache.arrow.stream, or say format=${dataFormats.join('|')}.`,
  );
}
