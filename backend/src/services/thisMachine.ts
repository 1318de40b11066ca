import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Where a server that listens there is reached from its own machine, whatever address browsers use. */
export function localUrl({ address, port }: Pick<AddressInfo, 'address' | 'port'>): string {
  const host = address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '::1' : address;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Whether an address is one of this machine's own: loopback, or what the server listens on. */
export function isThisMachine(ip: string): boolean {
  if (ip === '::1' || ip.startsWith('127.')) return true;
  return Object.values(networkInterfaces()).some(all => all?.some(({ address }) => address === ip));
}
