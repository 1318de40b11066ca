import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Reads the client's address, believing X-Forwarded-For only as far as trusted proxies wrote it. */
export function clientIpReader(trustedProxies: readonly string[]): (request: IncomingMessage) => string {
  if (trustedProxies.length === 0) return request => plainAddress(request.socket.remoteAddress ?? '');
  const trusted = new BlockList();
  for (const entry of trustedProxies) {
    const [address = '', bits] = entry.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(bits), family);
  }
  const isTrusted = (address: string) => trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  return request => {
    const hops = String(request.headers['x-forwarded-for'] ?? '')
      .split(',')
      .map(hop => plainAddress(hop.trim()))
      .filter(hop => isIP(hop) !== 0);
    let address = plainAddress(request.socket.remoteAddress ?? '');
    while (isIP(address) !== 0 && isTrusted(address)) {
      const next = hops.pop();
      if (next === undefined) break;
      address = next;
    }
    return address;
  };
}

/** `::ffff:10.0.0.1` is 10.0.0.1 on a dual-stack socket. */
const plainAddress = (address: string) => (address.startsWith('::ffff:') ? address.slice(7) : address);
