import { demoProgress } from './202611211000_demo_progress';

export const migrations = [demoProgress];
