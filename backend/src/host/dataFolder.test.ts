import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { claimDataFolder, prepareDataFolder, releaseDataFolder, runningPortal } from './dataFolder';

const folder = () => mkdtempSync(path.join(tmpdir(), 'netcrab-folder-'));

describe('the data folder', () => {
  it('is refused in one line where it cannot be written', () => {
    const file = path.join(folder(), 'file');
    writeFileSync(file, '');
    expect(() => prepareDataFolder(path.join(file, 'below'))).toThrow(/^dataDir: .* cannot be written/);
  });
  it.each(['/proc/netcrab', '/proc/netcrab/data'])('is refused at %s, not tried for ever', dir => {
    expect(() => prepareDataFolder(dir)).toThrow(/^dataDir: .* cannot be written/);
  });
  it('is made with the folders above it', () => {
    const dir = path.join(folder(), 'a', 'b');
    prepareDataFolder(dir);
    expect(existsSync(dir)).toBe(true);
  });
  it('belongs to one process at a time, and a dead one’s claim is void', () => {
    const dir = folder();
    writeFileSync(path.join(dir, 'portal.json'), JSON.stringify({ pid: process.ppid, baseUrl: 'http://x' }));
    expect(() => claimDataFolder(dir)).toThrow('A portal already runs on');
    writeFileSync(path.join(dir, 'portal.json'), JSON.stringify({ pid: 2 ** 30, baseUrl: 'http://x' }));
    expect(runningPortal(dir)).toBeNull();
    const recycled = { pid: process.ppid, began: '1', baseUrl: 'http://x' };
    writeFileSync(path.join(dir, 'portal.json'), JSON.stringify(recycled));
    expect(runningPortal(dir)).toBeNull();
    claimDataFolder(dir);
    releaseDataFolder(dir);
    expect(runningPortal(dir)).toBeNull();
  });
});
