export { createAudit } from './audit';
export { auditMigrations } from './migrations';
