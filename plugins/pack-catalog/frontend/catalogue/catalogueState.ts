import { z } from 'zod';
import { catalogueSorts, priceBands } from '../../contract/types';

/** What of the catalogue stands in the address. */
export const catalogueState = z.object({
  q: z.string().default(''),
  vertical: z.array(z.string()).default([]),
  category: z.array(z.string()).default([]),
  updateFrequency: z.array(z.string()).default([]),
  priceBand: z.array(z.enum(priceBands)).default([]),
  sort: z.enum(catalogueSorts).default('relevance'),
  view: z.enum(['grid', 'list']).default('grid'),
  page: z.coerce.number().int().min(1).default(1),
});
export type CatalogueState = z.output<typeof catalogueState>;

export const facetIds = ['vertical', 'category', 'updateFrequency', 'priceBand'] as const;
export type FacetId = (typeof facetIds)[number];
export const noFilters = { q: '', vertical: [], category: [], updateFrequency: [], priceBand: [] };
