import { agent } from './agent';
import type { Chapter } from './chapter';
import { collected } from './collected';
import { install } from './install';
import { privacy } from './privacy';
import { quickStart } from './quickStart';
import { taskTypes } from './taskTypes';

/** Those that are prose alone; the others have pages of their own. */
export const proseChapters: readonly Chapter[] = [install, collected, agent, privacy];
export { quickStart, taskTypes };
