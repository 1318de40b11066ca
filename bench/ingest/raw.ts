import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openEventLog } from '../../plugins/telemetry/backend/log/eventLog';

/**
 * The baseline: node:http that appends the body to the same log as it came. `parse` makes an object of it first, as whoever
 * answers for what it says has to; `blind` looks at nothing.
 */
const parses = process.argv[3] === 'parse';
const log = openEventLog({
  folder: process.argv[2] ?? '',
  segmentBytes: 64 * 2 ** 20,
  pendingBytes: 64 * 2 ** 20,
});
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    if (parses) JSON.parse(Buffer.concat(chunks).toString());
    void log.append(chunks).then(() => {
      response.writeHead(202, { 'content-type': 'application/json', 'content-length': 2 });
      response.end('{}');
    });
  });
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
