import { describeFlow, tellApart, type FlowFeatures } from './describeFlow';

const usual: FlowFeatures = {
  steps: 5,
  taskSteps: 5,
  directness: 1,
  seconds: 20,
  taskSeconds: 20,
  successShare: 0.9,
  abandonedShare: 0.05,
};

test.each([
  [{}, 'direct, completes'],
  [{ steps: 3, seconds: 8 }, 'short, direct, quick, completes'],
  [
    { steps: 9, seconds: 60, directness: 0.8, successShare: 0.5 },
    'long, with detours, slow, completes at times',
  ],
  [{ directness: 0.5, successShare: 0.1 }, 'back and forth, fails'],
  [{ successShare: 0.1, abandonedShare: 0.8 }, 'direct, given up'],
  [{ successShare: null }, 'direct'],
])('%j → %s', (features, label) => {
  expect(describeFlow({ ...usual, ...features })).toBe(label);
});

test('flows of one label are told apart by a step of their own, else by number', () => {
  const told = tellApart([
    { label: 'direct', steps: ['a', 'b'] },
    { label: 'direct', steps: ['a'] },
    { label: 'short', steps: ['a'] },
  ]);
  expect(told.map(({ label }) => label)).toEqual(['direct (b)', 'direct (2)', 'short']);
});
