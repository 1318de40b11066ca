import type { IncomingMessage } from 'node:http';
import { clientIpReader } from './clientIp';

const request = (peer: string, forwarded?: string) =>
  ({
    socket: { remoteAddress: peer },
    headers: { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage;

describe('the client’s address', () => {
  it('is the peer’s where no proxy is trusted, whatever headers claim', () => {
    expect(clientIpReader([])(request('203.0.113.9', '198.51.100.1'))).toBe('203.0.113.9');
    expect(clientIpReader([])(request('::ffff:203.0.113.9'))).toBe('203.0.113.9');
  });
  it('is the last hop that a trusted proxy did not write', () => {
    const read = clientIpReader(['10.0.0.0/8', '::1']);
    expect(read(request('10.1.2.3', '1.1.1.1, 198.51.100.7, 10.9.9.9'))).toBe('198.51.100.7');
    expect(read(request('::1', '198.51.100.7'))).toBe('198.51.100.7');
    expect(read(request('10.1.2.3'))).toBe('10.1.2.3');
    expect(read(request('203.0.113.9', '198.51.100.7'))).toBe('203.0.113.9');
    expect(read(request('10.1.2.3', 'nonsense, 10.1.1.1'))).toBe('10.1.1.1');
  });
});
