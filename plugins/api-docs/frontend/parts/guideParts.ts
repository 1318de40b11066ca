import { messages } from '../messages';

/** What stands above the endpoints, by the anchors that lead there. */
export const guideParts = [
  { id: 'base-url', title: messages.guide.base },
  { id: 'authentication', title: messages.guide.authentication },
  { id: 'errors', title: messages.guide.errors },
  { id: 'limits', title: messages.guide.limits },
] as const;
