export { schedulerMigrations } from './migrations';
export { createScheduler, type Scheduler } from './scheduler';
