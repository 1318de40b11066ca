import { deviceOf } from '../device';
import type { Automatic } from '../recorder';
import { clicks } from './clicks';
import { errors } from './errors';
import { focus } from './focus';
import { inputs } from './inputs';
import { navigation } from './navigation';
import { scroll } from './scroll';

export const automatic: Automatic = {
  // Screens come last: what happened on one is told before the next.
  detectors: [clicks, inputs, scroll, focus, errors, navigation],
  context: () => deviceOf(navigator.userAgent, navigator.maxTouchPoints),
};
