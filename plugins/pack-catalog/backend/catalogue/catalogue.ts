import { NotFoundError, type Clock, type RequestContext, type Reply } from '@netcrab/plugin-api/backend';
import type { PacksService, PublishedPack } from '@netcrab/plugin-pack-builder/contract';
import type { PackItem } from '../../contract/types';
import type { SnapshotTable } from '../snapshots/openTable';
import type { SnapshotTables } from '../snapshots/snapshotTables';
import type { ScanProcess } from '../snapshots/scanProcess';
import { packDetailOf } from './detail';
import { packItemOf } from './item';
import { encodePublic, sendPublic, type PublicAnswer } from './publicAnswer';
import { readSample } from './sample';
import { selectPacks, type CatalogueQuery } from './selectPacks';

export interface Catalogue {
  list(query: CatalogueQuery, context: RequestContext): Promise<Reply>;
  detail(packId: string, context: RequestContext): Promise<Reply>;
}

interface Options {
  readonly packs: PacksService;
  readonly tables: SnapshotTables;
  readonly scan: ScanProcess;
  readonly clock: Clock;
}

const keptPages = 500;
/** The next refresh moves on with time; nothing else of an answer does. */
const pageLifeMs = 5 * 60_000;

export function createCatalogue({ packs, tables, scan, clock }: Options): Catalogue {
  const items = new Map<string, { readonly state: string; readonly item: PackItem }>();
  const definitions = new WeakMap<object, number>();
  let definitionCount = 0;
  const encoded = new Map<string, { readonly until: number; readonly answer: Promise<PublicAnswer> }>();

  /** Changes when what is public of the pack does. Definitions are told apart by identity: a changed one is a new object. */
  function stateOf({ packId, definition, latest, report, versions }: PublishedPack): string {
    let number = definitions.get(definition);
    if (number === undefined) definitions.set(definition, (number = definitionCount += 1));
    const shown = versions.map(({ version, status }) => `${version}${status}`).join();
    return [packId, number, latest?.buildId, latest?.version, report?.buildId, shown].join('|');
  }

  async function latestTable(pack: PublishedPack): Promise<SnapshotTable | null> {
    return pack.latest?.files.sqlite ? tables.open(pack, pack.latest) : null;
  }

  async function itemOf(pack: PublishedPack): Promise<PackItem> {
    const state = stateOf(pack);
    const known = items.get(pack.packId);
    if (known?.state === state) return known.item;
    const table = await latestTable(pack);
    const item = packItemOf(pack, table ? readSample(table) : []);
    items.set(pack.packId, { state, item });
    return item;
  }

  async function send(key: string, make: () => Promise<unknown>, context: RequestContext): Promise<Reply> {
    let known = encoded.get(key);
    if (!known || known.until <= clock.now()) {
      if (encoded.size >= keptPages) encoded.delete(encoded.keys().next().value ?? '');
      const answer = make().then(encodePublic);
      answer.catch(() => encoded.delete(key));
      encoded.delete(key);
      encoded.set(key, (known = { until: clock.now() + pageLifeMs, answer }));
    }
    return sendPublic(await known.answer, context);
  }

  const visible = () => packs.list().filter(({ definition }) => definition.spec.public);

  return {
    list(query, context) {
      const shown = visible();
      const key = `list\n${JSON.stringify(query)}\n${shown.map(stateOf).join('\n')}`;
      return send(key, async () => selectPacks(await Promise.all(shown.map(itemOf)), query), context);
    },
    async detail(packId, context) {
      const pack = packs.get(packId);
      if (!pack?.definition.spec.public) {
        throw new NotFoundError(
          `There is no pack ${packId.slice(0, 80)}. GET /v1/packs lists those there are.`,
        );
      }
      const make = async () => packDetailOf(pack, await latestTable(pack), scan, clock.now());
      return send(`detail\n${stateOf(pack)}`, make, context);
    },
  };
}
