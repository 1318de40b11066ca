import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { claimDataFolder, prepareDataFolder, runningPortal } from './dataFolder';
import { compiled } from '../testing/compiled';

let dir: string;
beforeEach(() => void (dir = mkdtempSync(path.join(tmpdir(), 'netcrab-folder-'))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('the data folder', () => {
  it('is refused in one line where it cannot be written', () => {
    const file = path.join(dir, 'file');
    writeFileSync(file, '');
    expect(() => prepareDataFolder(path.join(file, 'below'))).toThrow(/^dataDir: .* cannot be written/);
  });
  it.each(['/proc/netcrab', '/proc/netcrab/data'])('is refused at %s, not tried for ever', folder => {
    expect(() => prepareDataFolder(folder)).toThrow(/^dataDir: .* cannot be written/);
  });
  it('is made with the folders above it', () => {
    const below = path.join(dir, 'a', 'b');
    prepareDataFolder(below);
    expect(existsSync(below)).toBe(true);
  });
  it('tells commands of a portal that lives, and of no other', () => {
    const state = (portal: object) => writeFileSync(path.join(dir, 'portal.json'), JSON.stringify(portal));
    state({ pid: process.ppid, baseUrl: 'http://x' });
    expect(runningPortal(dir)).toMatchObject({ pid: process.ppid, baseUrl: 'http://x' });
    // Ended; and a number that another program got since.
    state({ pid: 2 ** 30, baseUrl: 'http://x' });
    expect(runningPortal(dir)).toBeNull();
    state({ pid: process.ppid, began: '1', baseUrl: 'http://x' });
    expect(runningPortal(dir)).toBeNull();
  });
});

describe('the claim on a data folder', () => {
  it('is one at a time, in one process too, until it is released', () => {
    const claim = claimDataFolder(dir);
    expect(() => claimDataFolder(dir)).toThrow(`A portal already runs on ${dir}`);
    claim.announce('http://127.0.0.1:7007');
    expect(readFileSync(path.join(dir, 'portal.json'), 'utf8')).toContain('http://127.0.0.1:7007');
    claim.release();
    expect(existsSync(path.join(dir, 'portal.json'))).toBe(false);
    claimDataFolder(dir).release();
  });

  describe('between processes', () => {
    const children: ChildProcess[] = [];
    const program = compiled(path.join(__dirname, 'claimChild.fixture.ts'));
    beforeAll(() => program.build());
    afterAll(() => program.remove());
    afterEach(() => children.splice(0).forEach(child => child.kill('SIGKILL')));

    /** Ready to claim; answers what came of it once it was told to go. */
    async function contender() {
      const child = spawn(process.execPath, [program.file, dir], { stdio: ['pipe', 'pipe', 'inherit'] });
      children.push(child);
      const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
      const next = async () => String((await lines.next()).value);
      expect(await next()).toBe('ready');
      return { child, next, go: () => child.stdin.write('go\n') };
    }

    it('goes to exactly one of many that ask at the same instant, over a dead one’s too', async () => {
      for (let round = 0; round < 4; round++) {
        const contenders = await Promise.all(Array.from({ length: 4 }, contender));
        contenders.forEach(({ go }) => go());
        const answers = await Promise.all(contenders.map(({ next }) => next()));
        expect(answers.filter(answer => answer === 'claimed')).toHaveLength(1);
        const refused = answers.filter(answer => answer !== 'claimed');
        for (const answer of refused) expect(answer).toContain(`A portal already runs on ${dir}`);
        // Killed, not stopped: what the winner leaves behind is the next round's to take over.
        for (const { child } of contenders) child.kill('SIGKILL');
        await Promise.all(
          contenders.map(({ child }) => child.exitCode ?? child.signalCode ?? once(child, 'exit')),
        );
        expect(existsSync(path.join(dir, 'portal.json'))).toBe(true);
      }
      claimDataFolder(dir).release();
    });
  });
});
