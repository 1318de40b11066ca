import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadDefinitions } from './loadDefinitions';
import { describeProblem } from './describeProblem';
import { parseDefinition } from './parseDefinition';

const root = path.resolve(process.cwd());
const shipped = 'plugins/pack-builder/definitions';
const crm = () => readFile(path.join(root, shipped, 'ux_friction_b2b_crm_v1.yaml'), 'utf8');

test('the shipped definitions load, at their prices', async () => {
  const { definitions, problems } = await loadDefinitions(root, [`${shipped}/*.yaml`]);
  expect(problems).toEqual([]);
  const price = (name: string) =>
    definitions.find(({ definition }) => definition.metadata.name === name)?.definition.spec.pricing.standard;
  expect(definitions.length).toBeGreaterThanOrEqual(12);
  expect(price('ux_friction_b2b_crm_v1')).toBe('499');
  expect(price('flows_support_ticketing_v1')).toBe('399');
  expect(new Set(definitions.map(({ definition }) => definition.spec.kind))).toEqual(
    new Set(['ux_benchmarks', 'task_flows', 'release_deltas', 'insight_reports']),
  );
});

test.each([
  ['minOrgs: 20', 'minOrgs: 4', 'spec.minOrgs', /Never below 5/],
  ['minOrgs: 20', 'minOrgs: 19', 'spec.minOrgs', /below 20; only a pack with demo: true/],
  ['minCellSessions: 100', 'minCellSessions: 60', 'spec.minCellSessions', /demo: true/],
  ['rho: 0.015', 'rho: 0.5', 'spec.privacy.rho', /0\.015/],
  ['table: mp_ux_friction_daily', 'table: mp_task_flows', 'spec.table', /published as mp_ux_friction_daily/],
  ['name: median_clicks,', 'name: user_id,', 'spec.fields.5.name', /has no user_id; it has/],
  ['type: date,', 'type: string,', 'spec.fields.0.type', /date is of type date/],
  ['public: true', 'publik: true', 'spec.publik', /publik/],
])('%s → %s names file, line and field', async (from, to, field, message) => {
  const text = (await crm()).replace(from, to);
  const line = text.split('\n').findIndex(one => one.includes(to)) + 1;
  const { definition, problems } = parseDefinition('bad.yaml', text);
  expect(definition).toBeNull();
  const problem = problems.find(one => one.field === field);
  expect(problem).toMatchObject({ file: 'bad.yaml', line });
  expect(problem?.message).toMatch(message);
  expect(problem && describeProblem(problem)).toContain(`bad.yaml:${line}: ${field}: `);
});

test('broken YAML is told with its line', async () => {
  const { problems } = parseDefinition(
    'bad.yaml',
    'apiVersion: netcrab.io/v1\nkind: [DataPack\nmetadata: {}\n',
  );
  expect(problems[0]).toMatchObject({ file: 'bad.yaml', field: '' });
  expect(problems[0]?.line).toBeGreaterThan(1);
});

test('a bad file, a missing location and a taken name cost only themselves', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'definitions-'));
  await writeFile(path.join(folder, 'a.yaml'), await crm());
  await writeFile(path.join(folder, 'b.yaml'), await crm());
  await writeFile(path.join(folder, 'c.yml'), 'kind: Nothing\n');
  await writeFile(path.join(folder, 'notes.txt'), 'not a definition');
  const { definitions, problems } = await loadDefinitions(folder, ['.', 'nowhere', 'a.yaml']);
  expect(definitions.map(({ file }) => file)).toEqual(['a.yaml']);
  expect(problems.map(({ file }) => file)).toEqual(expect.arrayContaining(['nowhere', 'b.yaml', 'c.yml']));
  expect(problems.find(({ file }) => file === 'b.yaml')?.message).toContain('taken by a.yaml');
});

describe('what was parsed before', () => {
  const load = async (text: string) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'definitions-'));
    const known = path.join(folder, 'kept/known.json');
    const definition = path.join(folder, 'a.yaml');
    await writeFile(definition, text);
    return { known, definition, again: () => loadDefinitions(folder, ['a.yaml'], known) };
  };

  test('is taken from the file it was kept in, and no other text for it', async () => {
    const { known, definition, again } = await load(await crm());
    const first = await again();
    const kept = await readFile(known, 'utf8');
    expect(await again()).toEqual(first);
    expect(await readFile(known, 'utf8')).toBe(kept);
    await writeFile(definition, (await crm()).replace("'499'", "'450'"));
    const changed = await again();
    expect(changed.definitions[0]?.definition.spec.pricing.standard).toBe('450');
    expect(await readFile(known, 'utf8')).not.toContain('499');
  });

  test('is judged again', async () => {
    const { known, again } = await load(await crm());
    const first = await again();
    await writeFile(known, (await readFile(known, 'utf8')).replace('"minOrgs":20', '"minOrgs":4'));
    expect(await again()).toEqual(first);
  });

  test('is parsed again when the file is damaged or cannot be written', async () => {
    const { known, again } = await load(await crm());
    const first = await again();
    await writeFile(known, '{"torn');
    expect(await again()).toEqual(first);
    const { again: nowhere } = await load(await crm());
    expect((await nowhere()).problems).toEqual([]);
    const folder = path.dirname(known);
    expect((await loadDefinitions(folder, ['../a.yaml'], path.join(known, 'below'))).problems).toEqual([]);
  });

  test('a bad definition is told with its line every time', async () => {
    const { again } = await load((await crm()).replace('minOrgs: 20', 'minOrgs: 4'));
    const first = await again();
    expect(first.problems[0]).toMatchObject({ file: 'a.yaml', field: 'spec.minOrgs' });
    expect((await again()).problems).toEqual(first.problems);
  });
});
