export type { WarehouseOptions } from './engine';
export type { WarehouseMigrator } from './migrator';
export { createWarehouse, type Warehouse } from './warehouse';
