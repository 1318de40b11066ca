import type { CatalogueSort, PackItem, PackPage } from '../../contract/types';
import { relevance } from './search';

export interface CatalogueQuery {
  readonly q?: string;
  readonly vertical?: readonly string[];
  readonly category?: readonly string[];
  readonly updateFrequency?: readonly string[];
  readonly priceBand?: readonly string[];
  readonly sort: CatalogueSort;
  readonly page: number;
  readonly pageSize: number;
}

type FacetName = keyof PackPage['facets'];

const facetValues: Readonly<Record<FacetName, (item: PackItem) => readonly string[]>> = {
  vertical: item => [item.vertical],
  category: item => item.categories,
  updateFrequency: item => [item.updateFrequency],
  priceBand: item => [item.priceBand],
};
const facetNames = Object.keys(facetValues) as FacetName[];

const byTitle = (a: PackItem, b: PackItem) =>
  a.title.localeCompare(b.title, 'en') || a.id.localeCompare(b.id, 'en');
const price = (item: PackItem) => (item.basePriceUsd === null ? Infinity : Number(item.basePriceUsd));
/** `Infinity - Infinity` is no order. */
const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);

const orders: Readonly<Record<Exclude<CatalogueSort, 'relevance'>, (a: PackItem, b: PackItem) => number>> = {
  title: byTitle,
  price: (a, b) => compare(price(a), price(b)),
  '-price': (a, b) => compare(price(b), price(a)),
  '-updated': (a, b) => compare(b.updatedAt ?? 0, a.updatedAt ?? 0),
  '-rows': (a, b) => compare(b.rows, a.rows),
};

/** The page of the catalogue a query asks for, with what each facet value would leave. */
export function selectPacks(all: readonly PackItem[], query: CatalogueQuery): PackPage {
  const search = query.q?.trim() ?? '';
  const scored = all
    .map(item => ({ item, score: search === '' ? 1 : relevance(item, search) }))
    .filter(({ score }) => score > 0);
  const matches = (item: PackItem, except?: FacetName) =>
    facetNames.every(name => {
      const chosen = query[name];
      return (
        name === except || !chosen?.length || facetValues[name](item).some(value => chosen.includes(value))
      );
    });

  const { sort } = query;
  const found = scored
    .filter(({ item }) => matches(item))
    .sort(
      (a, b) =>
        (sort === 'relevance' ? b.score - a.score : orders[sort](a.item, b.item)) || byTitle(a.item, b.item),
    )
    .map(({ item }) => item);
  const from = (query.page - 1) * query.pageSize;
  const facet = (name: FacetName) => {
    const counts = new Map<string, number>();
    // Values that the other choices leave empty stay listed, with 0.
    for (const item of all) for (const value of facetValues[name](item)) counts.set(value, 0);
    for (const { item } of scored) {
      if (!matches(item, name)) continue;
      for (const value of facetValues[name](item)) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return [...counts]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value, 'en'));
  };
  return {
    items: found.slice(from, from + query.pageSize),
    total: found.length,
    page: query.page,
    pageSize: query.pageSize,
    facets: {
      vertical: facet('vertical'),
      category: facet('category'),
      updateFrequency: facet('updateFrequency'),
      priceBand: facet('priceBand'),
    },
  };
}
