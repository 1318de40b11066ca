/** For whom the portal is: what they get, and the pages that give it, the first that exists wins. */
export interface Audience {
  readonly id: 'buyer' | 'seller' | 'team';
  readonly who: string;
  readonly promise: string;
  readonly detail: string;
  readonly callToAction: string;
  readonly paths: readonly string[];
}

export const audiences: readonly Audience[] = [
  {
    id: 'buyer',
    who: 'For data teams',
    promise: 'Know what normal looks like',
    detail:
      'Friction, task success and release effects across companies, as rows you query with a key. Every figure carries its margin.',
    callToAction: 'Browse the catalogue',
    paths: ['/marketplace', '/sign-up', '/sign-in'],
  },
  {
    id: 'seller',
    who: 'For software companies',
    promise: 'Earn from patterns, not from people',
    detail:
      'You opt in per product and pack. Nothing is released from which one company could be read, and content is never recorded.',
    callToAction: 'Start contributing',
    paths: ['/app/marketplace/opt-in', '/sign-up', '/sign-in'],
  },
  {
    id: 'team',
    who: 'For product teams',
    promise: 'See where your users struggle',
    detail: 'Send clicks and task events, get hotspots, flows and a before-and-after of each release.',
    callToAction: 'Connect your product',
    paths: ['/docs/sdk', '/app/insights', '/sign-up', '/sign-in'],
  },
];
