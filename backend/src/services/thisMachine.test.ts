import { networkInterfaces } from 'node:os';
import { isThisMachine, localUrl } from './thisMachine';

it.each([
  ['0.0.0.0', 'http://127.0.0.1:7007'],
  ['::', 'http://[::1]:7007'],
  ['::1', 'http://[::1]:7007'],
  ['192.168.1.5', 'http://192.168.1.5:7007'],
  ['localhost', 'http://localhost:7007'],
])('a portal that listens on %s is reached from its own machine at %s', (address, url) => {
  expect(localUrl({ address, port: 7007 })).toBe(url);
});

it('knows the addresses of this machine from those of others', () => {
  const own = Object.values(networkInterfaces()).flatMap(all => all?.map(({ address }) => address) ?? []);
  for (const address of ['127.0.0.1', '127.1.2.3', '::1', ...own]) expect(isThisMachine(address)).toBe(true);
  for (const address of ['', '203.0.113.9', '2001:db8::1']) expect(isThisMachine(address)).toBe(false);
});
