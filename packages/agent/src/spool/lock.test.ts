import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { remove, temporaryFolder } from '../testing/runningAgent';
import { lockFolder } from './lock';

const folder = temporaryFolder();
afterAll(() => remove(folder));

it('lets one in at a time', async () => {
  const unlock = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toThrow('Another agent uses the spool');
  await unlock();
  await (
    await lockFolder(folder)
  )();
});

it('is free when its holder was killed', async () => {
  const holder = spawn(process.execPath, [
    '-e',
    `require('node:net').createServer().listen(${JSON.stringify(path.join(folder, 'lock'))}, () => console.log('held'))`,
  ]);
  await once(holder.stdout, 'data');
  await expect(lockFolder(folder)).rejects.toThrow('Another agent');
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  await (
    await lockFolder(folder)
  )();
});

it('asks for a shorter path where the system takes none as long', async () => {
  await expect(lockFolder(`/tmp/${'x'.repeat(100)}`)).rejects.toThrow('too long a path');
});
