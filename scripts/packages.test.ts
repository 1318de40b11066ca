import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '..');
interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}
const manifests = ['packages', 'plugins']
  .flatMap(folder =>
    readdirSync(path.join(root, folder)).map(name => path.join(root, folder, name, 'package.json')),
  )
  .filter(file => existsSync(file))
  .map(file => JSON.parse(readFileSync(file, 'utf8')) as Manifest);
const needs = new Map(manifests.map(({ name, dependencies = {} }) => [name, Object.keys(dependencies)]));

/** The first cycle met from `name` on, as the names along it. */
function cycleFrom(name: string, way: readonly string[] = []): string[] | undefined {
  const met = way.indexOf(name);
  if (met >= 0) return [...way.slice(met), name];
  for (const next of needs.get(name) ?? []) {
    const cycle = cycleFrom(next, [...way, name]);
    if (cycle) return cycle;
  }
  return undefined;
}

test('the workspace has packages to look at', () => {
  expect(needs.has('@netcrab/plugin-billing')).toBe(true);
});

test.each([...needs.keys()])('%s does not need itself by way of others', name => {
  expect(cycleFrom(name)).toBeUndefined();
});
