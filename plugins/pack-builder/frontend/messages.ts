import type { Tone } from '@netcrab/ui';
import type { BuildRecord, dropReasons } from '../contract';

type Status = BuildRecord['status'];

export const statusChips: Readonly<Record<Status, { tone: Tone; label: string }>> = {
  published: { tone: 'ok', label: 'Published' },
  unchanged: { tone: 'muted', label: 'Nothing new' },
  withheld: { tone: 'warn', label: 'Withheld' },
  failed: { tone: 'bad', label: 'Failed' },
};

export const reasonTexts: Readonly<Record<(typeof dropReasons)[number], string>> = {
  too_few_orgs: 'Too few orgs',
  one_org_dominates: 'One org holds more than half',
  two_orgs_dominate: 'Two orgs hold more than 80 %',
  p_percent: 'The largest org could be estimated too closely',
  too_few_sessions: 'Too few sessions, noise included',
  too_noisy: 'Noise leaves nothing worth telling',
  no_comparison: 'The other side of the release was withheld',
};

export const messages = {
  title: 'Pack builds',
  subtitle:
    'What turns opted-in behaviour into packs: every build, what it published, and what it held back and why.',
  tabs: { builds: 'Builds', ledger: 'Privacy ledger' },
  packs: {
    title: 'Packs',
    caption: 'Packs and their last build',
    empty: 'No pack is defined',
    emptyBody:
      'Add a definition to one of the folders under plugins.pack-builder.locations in app-config.yaml and restart.',
    nextRun: 'All packs are built daily. Next run',
    never: 'Never built',
    demo: 'Lower thresholds',
  },
  problems: {
    title: 'Definitions with errors',
    description: 'These files are left out; the others work. Fix them and restart.',
  },
  run: {
    all: 'Build all packs',
    one: 'Build',
    title: (pack: string | null) => (pack ? `Build ${pack}` : 'Build all packs'),
    asOf: 'As of',
    asOfHelp: 'Days before it count as ended. Leave empty for today.',
    restate: 'Decide again from',
    restateHelp:
      'Months from this day on get fresh noise and are charged to the privacy budget once more. Leave empty normally.',
    start: 'Start build',
    cancel: 'Cancel',
    running: 'Building',
    done: 'The build has ended.',
    failed: 'The build failed.',
  },
  history: {
    title: 'History',
    caption: 'Builds, newest first',
    empty: 'No builds yet',
    emptyBody: 'Start one above, or wait for the next run of the schedule.',
  },
  build: {
    withheldTitle: 'Withheld cells',
    withheldDescription: 'For admins only: names of tasks that few orgs use could tell who they are.',
    withheldEmpty: 'Nothing was withheld',
    withheldEmptyBody: 'Every cell with data kept the thresholds, on its own or merged into a coarser one.',
    privacyTitle: 'Privacy',
    noReport: 'This build left no report',
  },
  ledger: {
    title: 'Privacy ledger',
    subtitle:
      'What all packs together have spent of each source’s day. A build that would spend more than the limit is refused.',
    caption: 'Days by privacy spent, most first',
    empty: 'Nothing spent yet',
    emptyBody: 'The first build that decides cells charges the days it reads.',
    source: 'Source',
  },
} as const;
