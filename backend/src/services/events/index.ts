export type { DeadLetter } from './deliveryStore';
export { createEvents, type Events } from './events';
export { eventsMigrations } from './migrations';
