import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startOwnPortal } from './support/ownPortal';
import { endPrograms, start } from './support/program';

const visits = 4_000;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'netcrab-import-'));
  writeFileSync(path.join(folder, 'events.ndjson'), recordedVisits());
});
afterEach(endPrograms);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Visits of two events each, by three organisations. */
function recordedVisits(): string {
  const line = (visit: number, second: number, more: object) =>
    `${JSON.stringify({
      orgId: `org_${visit % 3}`,
      productId: 'forms',
      eventId: `01a05b8f-8ae8-7259-8659-${(visit * 2 + second).toString(16).padStart(12, '0')}`,
      sessionId: `s${visit}`,
      userHash: `user_${String(visit).padStart(8, '0')}`,
      ts: new Date(Date.parse('2026-09-01T00:00:00Z') + visit * 60_000 + second * 1000).toISOString(),
      screenId: 'start',
      route: '/start',
      ...more,
    })}\n`;
  return Array.from(
    { length: visits },
    (_, visit) =>
      line(visit, 0, { eventType: 'navigation' }) +
      line(visit, 1, { eventType: 'click', elementType: 'button' }),
  ).join('');
}

const importing = (dataDir: string) =>
  start(['scripts/run.mjs', 'import', path.join(folder, 'events.ndjson'), '--create-orgs'], {
    NETCRAB_CONFIG_dataDir: dataDir,
  });
const totals = /([\d,]+) events read: ([\d,]+) new, ([\d,]+) there already, 0 refused/;
const sessions = /3 organisations of the file have ([\d,]+) sessions/;
const number = (text = '') => Number(text.replaceAll(',', ''));

describe('npm run import that is killed', () => {
  it.each(['starts a portal for itself', 'talks to a running portal'])(
    'adds nothing twice and loses nothing, where it %s',
    async where => {
      const dataDir = path.join(folder, where.split(' ')[0] ?? '');
      const portal = where.startsWith('talks') ? await startOwnPortal(dataDir) : null;
      for (const moment of [/\d %/, /[2-9]0 %/]) {
        const killed = importing(dataDir);
        await killed.until(moment);
        killed.signal('SIGKILL');
        expect(await killed.ended).toBe('SIGKILL');
      }
      const whole = importing(dataDir);
      expect([await whole.ended, whole.stderr]).toEqual([0, '']);
      const [, read, fresh, known] = totals.exec(whole.stdout) ?? [];
      expect(number(read)).toBe(visits * 2);
      expect(number(fresh) + number(known)).toBe(visits * 2);
      expect(number(sessions.exec(whole.stdout)?.[1])).toBe(visits);

      const again = importing(dataDir);
      expect(await again.ended).toBe(0);
      expect(totals.exec(again.stdout)?.slice(2).map(number)).toEqual([0, visits * 2]);
      expect(number(sessions.exec(again.stdout)?.[1])).toBe(visits);
      await portal?.stop();
    },
    300_000,
  );
});
