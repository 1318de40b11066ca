import fs from 'node:fs';
import path from 'node:path';
import { remove, temporaryFolder } from './testing/runningAgent';
import { userSalt } from './userSalt';

let folder: string;
beforeEach(() => (folder = temporaryFolder()));
afterEach(() => remove(folder));
const file = () => path.join(folder, 'user-salt');

it('is made once, for its owner alone, and stays', () => {
  const salt = userSalt(file());
  expect(salt).toMatch(/^[0-9a-f]{64}$/);
  expect(fs.statSync(file()).mode & 0o777).toBe(0o600);
  expect(userSalt(file())).toBe(salt);
  expect(fs.readdirSync(folder)).toEqual(['user-salt']);
  expect(userSalt(path.join(folder, 'other'))).not.toBe(salt);
});

it('is not used where others may read it, nor when it is none', () => {
  userSalt(file());
  fs.chmodSync(file(), 0o640);
  expect(() => userSalt(file())).toThrow(/Run chmod 600/);
  fs.chmodSync(file(), 0o600);
  fs.writeFileSync(file(), '');
  expect(() => userSalt(file())).toThrow('holds no salt');
});
