import {
  NotFoundError,
  reply,
  type Clock,
  type FilesService,
  type Ids,
  type Reply,
  type RequestContext,
} from '@netcrab/plugin-api/backend';
import type { QuotaService, RowReservation } from '@netcrab/plugin-api-keys/contract';
import type { SubscriptionsService } from '@netcrab/plugin-billing/contract';
import type { PacksService, Snapshot } from '@netcrab/plugin-pack-builder/contract';
import type { Readable } from 'node:stream';
import { findPack, findSnapshot, requireSubscription, rowsPerMonth } from '../data/access';
import type { Pins } from '../subscribed/pins';
import { callerOf } from './caller';
import { monthOf, snapshotName, type DatabaseDownloadStore } from './downloadStore';
import { readRange } from './range';

export interface DownloadPackOptions {
  readonly packs: PacksService;
  readonly subscriptions: SubscriptionsService;
  readonly quota: QuotaService;
  readonly pins: Pins;
  readonly files: FilesService;
  readonly downloads: DatabaseDownloadStore;
  readonly clock: Clock;
  readonly ids: Ids;
}

interface DownloadInput {
  readonly params: { readonly packId: string };
  readonly query: { readonly format: 'csv' | 'parquet'; readonly window: string; readonly version?: string };
}

const types = { csv: 'text/csv; charset=utf-8', parquet: 'application/vnd.apache.parquet' } as const;

/**
 * Sends a snapshot's file, whole or in part, and charges its rows by the share of the file's bytes that was sent; all
 * shares of a month together never more than the snapshot has. So a download that breaks off and goes on costs what one
 * in a piece does, what was not sent costs nothing, and reading by never finishing is not free.
 */
export function createDownloadPack(options: DownloadPackOptions) {
  const { packs, subscriptions, quota, pins, files, downloads, clock, ids } = options;

  return async ({ params, query }: DownloadInput, context: RequestContext): Promise<Reply> => {
    const { orgId, keyId } = callerOf(context);
    const pack = findPack(packs, params.packId);
    const subscription = await requireSubscription(subscriptions, orgId, pack);
    const version = query.version ?? (await pins.version(orgId, pack.packId));
    const snapshot = findSnapshot(packs, pack.packId, { version, window: query.window });
    const file = snapshot.files[query.format];
    if (!file) throw new NotFoundError(`This snapshot has no ${query.format} file. Choose the other format.`);

    const etag = `"${file.sha256}"`;
    const headers = { ...describe(snapshot, query.format, file), etag };
    if (context.headers['if-none-match'] === etag) return reply({ status: 304, headers: { etag } });
    const range = readRange(
      context.headers['range'] as string | undefined,
      header(context, 'if-range'),
      etag,
      file.size,
    );
    const length = range ? range.end - range.start + 1 : file.size;
    const part = {
      status: range ? 206 : 200,
      headers: {
        ...headers,
        'content-length': String(length),
        ...(range && { 'content-range': `bytes ${range.start}-${range.end}/${file.size}` }),
      },
    };
    if (context.method === 'HEAD') return reply(part);

    const at = clock.now();
    const month = monthOf(at);
    const before = (await downloads.charged(orgId, pack.packId, month)).get(snapshotName(snapshot)) ?? 0;
    const share = (bytes: number) => Math.ceil((snapshot.rows * bytes) / file.size);
    const rows = Math.min(snapshot.rows - before, share(length));
    const reservation =
      rows <= 0
        ? null
        : await quota.reserve(
            { orgId, packId: pack.packId, keyId, rowsPerMonth: rowsPerMonth(subscription) },
            rows,
          );
    const body = await openOrRelease(files, file.sha256, range, reservation);
    if (!reservation) return reply({ ...part, body });

    let sent = 0;
    body.on('data', (chunk: Uint8Array) => (sent += chunk.length));
    body.pause();
    const finish = async (complete: boolean) => {
      const delivered = Math.min(rows, share(complete ? length : sent));
      const download = { id: ids.uuid(), orgId, snapshot, month, format: query.format, chargedTo: keyId, at };
      const charged = delivered > 0 ? await downloads.add(download, delivered) : 0;
      if (charged > 0) reservation.settle(charged);
      else reservation.release();
    };
    return reply({
      ...part,
      body,
      onFinish: complete =>
        void finish(complete).catch((error: unknown) => {
          reservation.release();
          context.log.error({ err: error }, 'a download could not be charged');
        }),
    });
  };
}

async function openOrRelease(
  files: FilesService,
  sha256: string,
  range: { readonly start: number; readonly end: number } | null,
  reservation: RowReservation | null,
): Promise<Readable> {
  try {
    return await files.open(sha256, range ?? undefined);
  } catch (error) {
    reservation?.release();
    throw error;
  }
}

const header = ({ headers }: RequestContext, name: string): string | undefined => {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
};

function describe(
  { packId, version, buildId, window, rows }: Snapshot,
  format: 'csv' | 'parquet',
  { sha256 }: { readonly sha256: string },
): Record<string, string> {
  const name = `${packId}.v${version}.${window}.${buildId}.${format}`.replace(/[^\w.-]/g, '_');
  return {
    'content-type': types[format],
    'content-disposition': `attachment; filename="${name}"`,
    'accept-ranges': 'bytes',
    // Bytes are addressed by range: nothing on the way may change them.
    'cache-control': 'private, max-age=3600, no-transform',
    'x-checksum-sha256': sha256,
    'repr-digest': `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`,
    'x-pack-version': `${packId}@${version}+${buildId}`,
    'x-row-count': String(rows),
    vary: 'authorization, cookie',
  };
}
