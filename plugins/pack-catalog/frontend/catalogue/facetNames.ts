import { verticalName } from '@netcrab/plugin-telemetry/contract';
import { frequencyName, priceBandName } from '../messages';
import type { FacetId } from './catalogueState';

export const facetTitles: Readonly<Record<FacetId, string>> = {
  vertical: 'Vertical',
  category: 'Category',
  updateFrequency: 'Updated',
  priceBand: 'Price a month',
};

const same = (value: string) => value;
export const facetValueName: Readonly<Record<FacetId, (value: string) => string>> = {
  vertical: verticalName,
  category: same,
  updateFrequency: frequencyName,
  priceBand: priceBandName,
};
