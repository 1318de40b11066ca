import { tierTerms } from '@netcrab/plugin-billing/contract';
import type { PublishedPack } from '@netcrab/plugin-pack-builder/contract';
import type { PackDetail, SchemaField } from '../../contract/types';
import { isFilterable } from '../snapshots/columns';
import type { SnapshotTable } from '../snapshots/openTable';
import type { ScanProcess } from '../snapshots/scanProcess';
import { readCharts, type Charts } from './charts';
import { packItemOf } from './item';
import { profileFields } from './profile';
import { qualityOf, readCompleteness } from './quality';
import { readSample } from './sample';
import { versionViews } from './schemaDiff';

/** Everything the pack's page shows. @param table of the latest snapshot; null before the first. */
export async function packDetailOf(
  pack: PublishedPack,
  table: SnapshotTable | null,
  scan: ScanProcess,
  now: number,
): Promise<PackDetail> {
  const { metadata, spec } = pack.definition;
  const sample = table ? readSample(table) : [];
  const fields: SchemaField[] = table ? await profileFields(table, scan) : definedFields(pack);
  const { charts, headline }: Charts = table ? await readCharts(table, scan) : { charts: [], headline: null };
  const completeness = table ? await readCompleteness(table, scan) : null;
  return {
    ...packItemOf(pack, sample),
    longDesc: metadata.description,
    headline,
    schema: { fields },
    sampleData: sample,
    charts,
    pricing: { ...spec.pricing },
    tiers: tiersOf(pack),
    eligibility: {
      minOrgs: spec.minOrgs,
      minSessions: spec.minSessions,
      orgCountCurrent: pack.report?.orgsBand ?? null,
      sessionCountCurrent: pack.report?.sessions ?? null,
    },
    quality: qualityOf(pack, completeness, now),
    license: spec.license,
    useCases: spec.useCases,
    versions: versionViews(pack.versions),
  };
}

const definedFields = ({ definition }: PublishedPack): SchemaField[] =>
  definition.spec.fields.map(field => ({
    ...field,
    filterable: isFilterable({ ...field, epochDate: false }),
    nullShare: null,
    distinct: null,
    distribution: [],
  }));

function tiersOf({ definition }: PublishedPack): PackDetail['tiers'] {
  const { pricing } = definition.spec;
  return Object.values(tierTerms).flatMap(({ tier, title, rowsPerMonth, requestsPerMinute, packs }) => {
    const price = pricing[tier];
    if (price === undefined) return [];
    return [
      { tier, title, priceUsd: price === 'contact' ? null : price, rowsPerMonth, requestsPerMinute, packs },
    ];
  });
}
