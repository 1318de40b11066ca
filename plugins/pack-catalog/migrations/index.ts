import { packCatalog } from './202611210900_pack_catalog';

export const migrations = [packCatalog];
