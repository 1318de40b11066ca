import type { PublishedPack } from '@netcrab/plugin-pack-builder/contract';
import type { PackItem, PriceBand, SampleRow } from '../../contract/types';

const previewRows = 3;
const promiseLength = 160;

/** What the catalogue shows of a pack. */
export function packItemOf(pack: PublishedPack, sample: readonly SampleRow[]): PackItem {
  const { metadata, spec } = pack.definition;
  const price = lowestPrice(spec.pricing);
  return {
    id: pack.packId,
    title: metadata.title,
    shortDesc: shorten(metadata.description),
    kind: spec.kind,
    vertical: spec.vertical,
    category: spec.categories[0] ?? spec.kind,
    categories: spec.categories.length > 0 ? spec.categories : [spec.kind],
    tags: metadata.tags,
    updateFrequency: spec.updateFrequency,
    basePriceUsd: price,
    priceBand: bandOf(price),
    samplePreview: sample.slice(0, previewRows),
    orgCount: pack.report?.orgsBand ?? null,
    // Filled by the reviews of buyers, once there are any.
    rating: null,
    rows: pack.latest?.rows ?? 0,
    version: pack.latest?.version ?? null,
    updatedAt: pack.latest?.builtAt ?? null,
    demo: spec.demo,
  };
}

/** The first sentence, or as much of it as fits a card. */
function shorten(text: string): string {
  const [sentence = ''] = text.trim().split(/(?<=[.!?])\s+/, 1);
  if (sentence.length <= promiseLength) return sentence;
  return `${sentence.slice(0, sentence.lastIndexOf(' ', promiseLength - 1))} …`;
}

function lowestPrice(pricing: PublishedPack['definition']['spec']['pricing']): string | null {
  const prices = Object.values(pricing).filter(price => price !== 'contact');
  const lowest = prices.reduce<string | null>(
    (best, price) => (best === null || Number(price) < Number(best) ? price : best),
    null,
  );
  return lowest === null || lowest.includes('.') ? lowest : `${lowest}.00`;
}

function bandOf(price: string | null): PriceBand {
  if (price === null) return 'contact';
  const usd = Number(price);
  if (usd < 250) return 'under_250';
  if (usd < 500) return '250_to_500';
  return usd < 1000 ? '500_to_1000' : 'over_1000';
}
