import type {
  About,
  Archetypes,
  Clusters,
  FlowGraph,
  Hotspot,
  HotspotDetail,
  Note,
  Options,
  Overview,
  ReleaseComparison,
  TopFlows,
} from '../../contract';

const define = (title: string, unit: string) => ({ title, unit, definition: `What ${title} means.` });

export const about: About = {
  window: { from: '2026-10-03', to: '2026-11-01' },
  previous: { from: '2026-09-03', to: '2026-10-02' },
  filters: {},
  definitions: {
    frictionIndex: define('Friction index', 'of 100'),
    efficiencyScore: define('Efficiency score', 'of 100'),
    sessions: define('Sessions', 'sessions'),
    taskSuccess: define('Task success', 'share'),
    impact: define('Impact', 'users × severity'),
    users: define('Users affected', 'users'),
    severity: define('Severity', '0 to 1'),
    rage_click: define('Sessions with rage clicks', 'share'),
    flowShare: define('Share of flow', 'share'),
    flowDropoff: define('Drop-off', 'share'),
    runFriction: define('Friction', '0 to 1'),
    runSuccess: define('Success', 'share'),
    runDuration: define('Duration', 'ms'),
    duration: define('Duration', 'ms'),
    clusterShare: define('Share of sessions', 'share'),
  },
  sampleEvery: 1,
};

export const options: Options = {
  firstDay: '2026-08-01',
  lastDay: '2026-11-01',
  products: [{ productId: 'shop', name: 'Shop' }],
  releases: [
    { release: '2.0.0', sessions: 40 },
    { release: '1.0.0', sessions: 60 },
  ],
  segments: ['team', 'starter'],
  devices: ['desktop', 'mobile'],
  tasks: [
    { task: 'pay', runs: 90 },
    { task: 'find', runs: 50 },
  ],
};

const figure = (value: number | null, n = 100) => ({ value, n });
const trended = (value: number, previous: number) => ({
  ...figure(value),
  low: value - 0.5,
  high: value + 0.5,
  previous: figure(previous, 80),
  delta: value - previous,
});

export const hotspot: Hotspot = {
  productId: 'shop',
  screenId: 'checkout',
  route: '/checkout',
  sessions: 400,
  impact: figure(12.5, 400),
  users: figure(50, 400),
  severity: { ...figure(0.25, 400), previous: figure(0.1, 300), delta: 0.15 },
  days: [0.1, 0.2, 0.3],
  rageClickRate: { ...figure(0.34, 400), low: 0.3, high: 0.39 },
  deadClickRate: figure(0, 400),
  errorRate: figure(0.02, 400),
  dropoffRate: figure(0.5, 400),
  timeSpent: figure(24_000, 400),
  topSymptoms: [
    { symptom: 'rage_click', rate: figure(0.34, 400) },
    { symptom: 'backtrack', rate: figure(0.1, 400) },
  ],
};

export const note: Note = {
  id: '0123456789abcdef0123',
  productId: 'shop',
  screenId: 'checkout',
  title: 'Clicks are repeated in vain on checkout',
  summary:
    'Coming to checkout is associated with rage clicks in 34 % of 400 sessions (interval 30 % to 39 %).',
  category: 'friction',
  severity: 'high',
  confidence: 0.99995,
  relatedScreens: ['checkout'],
  recommendations: ['Look at what people clicked.'],
  evidence: [
    {
      metric: 'rage_click',
      value: 0.34,
      n: 400,
      ci: [0.3, 0.39],
      query: '/app/insights/hotspots?productId=shop&screen=checkout',
    },
  ],
  rephrased: false,
  feedback: null,
};

export const releaseNote: Note = {
  ...note,
  id: 'abcdef01234567890123',
  screenId: null,
  title: 'Release 2.0.0 is associated with more friction in pay',
  confidence: 0.981,
  severity: 'medium',
  evidence: [
    {
      metric: 'runFrictionChange',
      value: 0.12,
      n: 90,
      ci: [0.08, 0.16],
      query: '/app/insights/releases?a=1&b=2',
    },
    {
      metric: 'runDurationChange',
      value: 1.2,
      n: 90,
      ci: [1.1, 1.3],
      query: '/app/insights/releases?a=1&b=2',
    },
  ],
  rephrased: true,
};

const days = ['2026-10-31', '2026-11-01'].map(day => ({ day, value: 20, n: 5 }));
export const overview: Overview = {
  about,
  frictionIndex: { ...trended(22, 18), days: [...days, { day: '2026-11-02', value: null, n: 0 }] },
  efficiencyScore: { ...trended(91, 90.8), days },
  sessions: { ...figure(400, 400), previous: figure(300, 300), delta: 100, days },
  taskAdoption: null,
  taskSuccess: { ...figure(0.9), previous: figure(null, 0), delta: null },
  topHotspots: [hotspot],
  noteOfTheDay: note,
};

export const detail: HotspotDetail = {
  about,
  hotspot,
  incidents: [
    {
      kind: 'rage_click',
      elementType: 'button',
      elementLabelHash: 'abcdef0123456789',
      errorCode: null,
      incidents: 7,
      users: 5,
      sessions: 6,
      lastAt: Date.parse('2026-10-30T10:00:00Z'),
    },
  ],
  samples: [
    {
      sessionId: 's_1',
      startedAt: Date.parse('2026-10-30T10:00:00Z'),
      frustration: 0.59,
      release: '2.0.0',
      segment: null,
      device: 'mobile',
      stays: [
        { screenId: 'cart', enteredAt: 1, spentMs: 500, clicks: 1, task: 'pay', symptoms: [], exited: false },
        {
          screenId: 'checkout',
          enteredAt: 2,
          spentMs: 200_000,
          clicks: 9,
          task: null,
          symptoms: [{ symptom: 'rage_click', count: 2 }],
          exited: true,
        },
      ],
    },
  ],
};

export const graph: FlowGraph = {
  about,
  total: 100,
  nodes: [
    {
      id: '1:home',
      step: 1,
      screenId: 'home',
      others: false,
      sessions: 100,
      dropoff: figure(0.3),
      friction: figure(0.1),
      timeSpent: figure(900),
    },
    {
      id: '2:',
      step: 2,
      screenId: '',
      others: true,
      sessions: 70,
      dropoff: figure(1),
      friction: figure(0.2),
      timeSpent: figure(900),
    },
  ],
  edges: [{ source: '1:home', target: '2:', sessions: 70 }],
};
export const flows: TopFlows = {
  about,
  total: 100,
  flows: [
    {
      screens: ['home', 'cart'],
      sessions: 60,
      share: figure(0.6),
      friction: figure(0.1),
      success: figure(0.9),
      duration: figure(61_000),
    },
  ],
};
export const archetypes: Archetypes = {
  about,
  archetypes: [
    {
      productId: 'shop',
      month: '2026-10',
      task: 'pay',
      taskLabel: 'Pay an order',
      inferred: true,
      archetypeId: 'a1',
      label: 'Straight on',
      steps: ['cart', 'pay'],
      coverage: figure(0.8),
      success: figure(0.9),
      duration: figure(12),
      friction: figure(0.1),
    },
  ],
};

const change = (a: number, b: number, by: number, verdict: 'better' | 'worse' | 'unclear') => ({
  a: figure(a),
  b: figure(b),
  change: { ...figure(by), low: by - 0.05, high: by + 0.05 },
  likeForLike: by,
  verdict,
});
export const comparison: ReleaseComparison = {
  about,
  a: { release: '1.0.0', runs: 90, sessions: 60 },
  b: { release: '2.0.0', runs: 50, sessions: 40 },
  leastRuns: 30,
  tasks: [
    {
      task: 'pay',
      runs: { a: 60, b: 20 },
      tooFew: true,
      friction: change(0.1, 0.3, 0.2, 'worse'),
      success: change(0.9, 0.9, 0, 'unclear'),
      duration: { ...change(9000, 9900, 1.1, 'unclear'), likeForLike: null },
    },
  ],
  mixShifts: [{ dimension: 'device', value: 'mobile', a: 0.2, b: 0.4 }],
};
export const clusters: Clusters = {
  about,
  separation: 0.61,
  clusters: [
    {
      name: 'Short, high-friction sessions',
      sessions: 60,
      share: figure(0.6),
      duration: figure(9000),
      clicks: figure(4.25),
      screens: figure(2),
      friction: figure(0.7),
      abandoned: figure(null, 0),
      commonDevice: 'mobile',
      commonSegment: null,
    },
  ],
};
