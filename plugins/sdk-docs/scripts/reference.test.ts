import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const file = path.join(__dirname, '../frontend/reference/sdkReference.json');
const fresh = () =>
  execFileSync(process.execPath, [
    '--input-type=module',
    '--eval',
    `import { readReference } from ${JSON.stringify(path.join(__dirname, 'readReference.mjs'))};
     console.log(JSON.stringify(readReference(), null, 2));`,
  ]).toString();

test('the reference is that of the SDK’s source; `npm run docs:sdk` writes it', () => {
  expect(readFileSync(file, 'utf8')).toBe(fresh());
});

test('every call and field is explained', () => {
  const { calls, types } = JSON.parse(fresh()) as {
    calls: { name: string; text: string }[];
    types: { name: string; text: string; fields: { name: string; text: string }[] }[];
  };
  expect(calls.map(({ name }) => name)).toEqual([
    'init',
    'startTask',
    'completeTask',
    'track',
    'captureError',
    'setUser',
    'optOut',
    'flush',
  ]);
  const unexplained = [...calls, ...types, ...types.flatMap(({ fields }) => fields)].filter(
    ({ text }) => !text,
  );
  expect(unexplained).toEqual([]);
});
