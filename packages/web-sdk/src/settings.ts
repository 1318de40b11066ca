import type { InitOptions } from './types';
import { line } from './text';

/** Options, checked: what cannot be refused any more. */
export interface Settings {
  readonly ingestKey: string;
  readonly productId: string;
  /** Where batches go. */
  readonly url: string;
  /** Product, key and address in one: where they change, another recording begins. */
  readonly place: string;
  readonly release: string | undefined;
  readonly segment: string | undefined;
  readonly sampleRate: number;
  /** Selector of what is invisible. */
  readonly invisible: string;
  readonly nameRoute: ((path: string) => string) | undefined;
}

const alwaysInvisible =
  '[data-netcrab-ignore],input[type=password],[autocomplete*=password],textarea,[contenteditable]:not([contenteditable=false])';
const path = '/v1/events/batch';
const pathOrNone = /(\/v1\/events\/batch)?\/*$/;

const rules = [
  ['ingestKey', /^nc_ingest_[\w-]+$/, 'nc_ingest_…'],
  ['productId', /^[a-z\d][\w.:-]{0,63}$/i, 'letters, digits, _.:-'],
  ['endpoint', /^https?:\/\/\w/, 'https://…'],
  ['sampleRate', /^(0|1|0?\.\d+)$/, '0 to 1'],
] as const;

/** @returns what is wrong and what to use instead, as text, where something is */
export function readSettings(options: Partial<InitOptions>): Settings | string {
  const { ingestKey = '', productId = '', endpoint = '', sampleRate = 1, mask = {} } = options;
  const given = { ingestKey, productId, endpoint, sampleRate };
  for (const [field, pattern, hint] of rules)
    if (!pattern.test(`${given[field]}`)) return `${field}: use ${hint}`;
  const invisible = mask.elements ? `${alwaysInvisible},${mask.elements}` : alwaysInvisible;
  try {
    document.createDocumentFragment().querySelector(invisible);
  } catch {
    // Recording without it would show what was to stay unseen.
    return 'mask.elements: use a selector';
  }
  const url = endpoint.replace(/[?#].*/, '').replace(pathOrNone, path);
  return {
    ...given,
    url,
    place: productId + ingestKey + url,
    release: line(options.release, 64),
    segment: line(options.segment, 64),
    invisible,
    nameRoute: mask.route,
  };
}
