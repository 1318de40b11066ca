import { apiKeyScheme } from '@netcrab/plugin-api-keys/contract';
import { binary, endpoint } from '@netcrab/plugin-api/contract';
import { z } from 'zod';
import { packsPin, packsQuery } from './permissions';
import {
  catalogueSorts,
  mediaTypes,
  myPacks,
  packDetail,
  packPage,
  pinState,
  priceBands,
  snapshotView,
} from './types';

const several = <Value extends z.ZodType>(value: Value) =>
  z
    .union([value, z.array(value).max(20)])
    .transform(given => [given].flat())
    .optional();
const packParams = z.object({ packId: z.string().min(1).max(80) });
const publicCache = 'public, max-age=60, stale-while-revalidate=300';
const tags = ['packs'];

export const endpoints = {
  listPacks: endpoint({
    method: 'GET',
    path: '/v1/packs',
    summary: 'List the packs of the catalogue, with facet counts',
    tags,
    access: 'public',
    // Public and encoded once: nothing of the portal plane (session, compression on the fly) is of use to it.
    plane: 'data',
    cors: true,
    cache: publicCache,
    query: z.object({
      q: z.string().max(200).optional(),
      vertical: several(z.string().max(40)),
      category: several(z.string().max(80)),
      updateFrequency: several(z.string().max(20)),
      priceBand: several(z.enum(priceBands)),
      sort: z.enum(catalogueSorts).default('relevance'),
      page: z.coerce.number().int().min(1).max(10_000).default(1),
      pageSize: z.coerce.number().int().min(1).max(100).default(24),
    }),
    output: packPage,
  }),
  getPack: endpoint({
    method: 'GET',
    path: '/v1/packs/:packId',
    summary: 'One pack: schema, sample, charts, quality, pricing, license, versions',
    tags,
    access: 'public',
    plane: 'data',
    cors: true,
    cache: publicCache,
    params: packParams,
    output: packDetail,
    errors: ['not_found'],
  }),
  queryPack: endpoint({
    method: 'GET',
    path: '/v1/packs/:packId/data',
    summary: 'Query the rows of a pack; charges the rows delivered',
    description:
      'Filters are the fields of the pack, by name or in camelCase (`task_type` or `taskType`; repeat one for several values), ' +
      'and `from` and `to` on its date. `fields` and `sort` take comma-separated field names, `-` before one sorts descending. ' +
      '`limit` is at most 10,000 (default 100); `nextCursor` of an answer, or its `Link` header, leads to the next page. ' +
      '`format` is json, csv, ndjson, parquet or arrow; without it the Accept header decides. `version` reads another version than ' +
      'the pinned or latest. `estimate=true` answers how many rows the query has and how many the quota has left, free of charge. ' +
      'Keys that start with `nc_test_` read the public sample only and are never charged. An answer 304 is free.',
    tags,
    access: { scheme: apiKeyScheme, scope: 'packs:query' },
    plane: 'data',
    cors: true,
    cache: 'private, max-age=0, must-revalidate',
    params: packParams,
    // Which parameters exist depends on the pack; they are checked against its fields.
    query: z.looseObject({}),
    output: binary(...Object.values(mediaTypes)),
    errors: ['not_found', 'payment_required', 'quota_exceeded', 'not_acceptable', 'unavailable'],
  }),
  listSnapshots: endpoint({
    method: 'GET',
    path: '/v1/packs/:packId/snapshots',
    summary: 'List the snapshots of a pack that can be downloaded',
    tags,
    access: [{ permission: packsQuery }, { scheme: apiKeyScheme, scope: 'packs:download' }],
    params: packParams,
    output: z.object({ packId: z.string(), snapshots: z.array(snapshotView) }),
    errors: ['not_found', 'payment_required'],
  }),
  downloadPack: endpoint({
    method: 'GET',
    path: '/v1/packs/:packId/download',
    summary: 'Download a whole snapshot as CSV or Parquet, resumable by Range',
    description:
      'A snapshot is immutable: it has an ETag, its SHA-256 (`X-Checksum-Sha256`, `Repr-Digest`) and a length, and answers Range ' +
      'and If-Range. Its rows are charged once per organisation, snapshot and calendar month, by the share of the bytes sent until that is ' +
      'all of them: ranges, repeats and the other format of the same snapshot are free after that.',
    tags,
    access: [{ permission: packsQuery }, { scheme: apiKeyScheme, scope: 'packs:download' }],
    plane: 'data',
    cors: true,
    params: packParams,
    query: z.object({
      format: z.enum(['csv', 'parquet'], 'Use csv or parquet.').default('parquet'),
      window: z
        .string()
        .regex(/^(latest|\d{4}-(0[1-9]|1[0-2]))$/, 'Use latest, or a month as 2026-11.')
        .default('latest'),
      version: z
        .string()
        .regex(/^\d{1,6}\.\d{1,6}$/, 'Use a version such as 1.0.')
        .optional(),
    }),
    output: binary('text/csv', 'application/vnd.apache.parquet'),
    errors: ['not_found', 'payment_required', 'quota_exceeded', 'range_not_satisfiable'],
  }),
  myPacks: endpoint({
    method: 'GET',
    path: '/v1/marketplace/my-packs',
    summary: "The organisation's subscribed packs: tier, usage, refresh, pin, snapshots",
    tags: ['marketplace'],
    access: [{ permission: packsQuery }, { scheme: apiKeyScheme, scope: 'packs:query' }],
    output: myPacks,
  }),
  pinPack: endpoint({
    method: 'PUT',
    path: '/v1/marketplace/my-packs/:packId/pin',
    summary: 'Stay on one version of a pack until moved',
    tags: ['marketplace'],
    access: { permission: packsPin },
    params: packParams,
    body: z.strictObject({ version: z.string().max(20) }),
    output: pinState,
    errors: ['not_found', 'payment_required'],
  }),
  unpinPack: endpoint({
    method: 'DELETE',
    path: '/v1/marketplace/my-packs/:packId/pin',
    summary: 'Follow the latest version of a pack again',
    tags: ['marketplace'],
    access: { permission: packsPin },
    params: packParams,
    output: pinState,
    errors: ['not_found', 'payment_required'],
  }),
};
