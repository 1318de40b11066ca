import { verticalName } from '@netcrab/plugin-telemetry/contract';
import { formatAbsolute, formatCount } from '@netcrab/ui';

const switches = (count: number) => `${formatCount(count)} ${count === 1 ? 'switch' : 'switches'}`;

/** All text of the plugin's pages. */
export const messages = {
  title: 'Opt-in',
  subtitle:
    'Choose which products count in which data packs. Packs hold figures across many organisations, never a session, a person or your name.',
  global: {
    label: 'Contribute to data packs',
    on: 'On: products with a switch on below are read by builds.',
    off: 'Off: no build reads any of your products. The switches below are kept for when you turn this on.',
    stopTitle: 'Stop contributing to all packs?',
    stopBody: (count: number) =>
      `Every later build leaves out all your products: ${switches(count)} now on. They are kept, so you can come back. Data already released stays released until at least 3 organisations have left a pack; then it is restated without them.`,
    stop: 'Stop contributing',
  },
  rules: {
    title: 'What a switch does',
    on: (at: number) =>
      `On: the product’s sessions are read from the first build after the change, by ${formatAbsolute(at)} at the latest. Where a pack has released data, newcomers start to count together: when at least 3 organisations have joined.`,
    off: (at: number) =>
      `Off: every build from then on leaves the product out, by ${formatAbsolute(at)} at the latest. Figures released before stay until at least 3 organisations have left; then they are restated.`,
  },
  matrix: {
    title: 'Products and packs',
    caption: 'Switches per pack and product',
    pack: 'Pack',
    allOn: (product: string) => `Turn all on for ${product}`,
    allOff: (product: string) => `Turn all off for ${product}`,
    shortOn: 'All on',
    shortOff: 'All off',
    label: (product: string, pack: string) => `${product} in ${pack}`,
  },
  effect: {
    unfit: (pack: string, product: string) =>
      `For ${verticalName(pack)}; this product is ${verticalName(product)}.`,
    off: 'Not read',
    paused: 'Kept, but not read: contributions are off',
    pending: (at: number) => `Read by the first build after the change: ${formatAbsolute(at)} at the latest`,
    on: (at: number) => `Read by every build since ${formatAbsolute(at)}`,
  },
  bulk: {
    everythingOn: 'Turn everything on',
    everythingOff: 'Turn everything off',
    titleOn: (count: number) => `Turn on ${switches(count)}?`,
    titleOff: (count: number) => `Turn off ${switches(count)}?`,
    confirmOn: (count: number) => `Turn on ${formatCount(count)}`,
    confirmOff: (count: number) => `Turn off ${formatCount(count)}`,
  },
  failed: (what: string, why: string) => `${what} was not changed and is back as it was. ${why}`,
  changed: (what: string, on: boolean) => `${what}: ${on ? 'on' : 'off'}`,
  history: {
    title: 'Change history',
    caption: 'Changes of your organisation’s switches, newest first',
    empty: 'No switch was changed yet. Every change appears here, with who made it and when.',
    when: 'When',
    what: 'Switch',
    change: 'Set to',
    who: 'By',
    all: 'All contributions',
    on: 'On',
    off: 'Off',
    pages: 'Changes',
  },
  noProducts: {
    title: 'No product yet',
    body: 'A product is an application that sends its events here. Set one up, then choose the packs it counts in.',
    action: 'Set up a product',
  },
  noPacks: {
    title: 'No pack takes contributions yet',
    body: 'Packs appear here as soon as the platform defines them. There is nothing to do until then.',
  },
} as const;
