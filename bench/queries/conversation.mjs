import { connect } from 'node:net';

const patienceMs = 10_000;
const headerEnd = Buffer.from('\r\n\r\n');

/**
 * Asks over one kept-alive connection, one request after the other. A plain socket, because a client that does more
 * becomes the measured one. Every answer must be a 200 with its length; resolves when the conversation is over, rejects
 * when it broke.
 * @param next the path of the next request; null ends the conversation
 * @param answered called after every whole answer
 */
export function converse({ port, headers = {}, next, answered }) {
  const lines = Object.entries({ host: `127.0.0.1:${port}`, ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  const tail = ` HTTP/1.1\r\n${lines.join('')}\r\n`;
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.setNoDelay(true);
    let left = 0;
    let head = null;
    let over = false;
    const ask = () => {
      const path = next();
      over = path === null;
      if (over) socket.destroy();
      else socket.write(`GET ${path}${tail}`);
    };
    socket.on('data', chunk => {
      let body = chunk;
      if (left === 0) {
        const bytes = head ? Buffer.concat([head, chunk]) : chunk;
        const end = bytes.indexOf(headerEnd);
        if (end < 0) return void (head = bytes);
        head = null;
        const text = bytes.latin1Slice(0, end);
        const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
        if (!text.startsWith('HTTP/1.1 200') || length === undefined) {
          reject(new Error(`unexpected answer: ${bytes.toString().slice(0, 600)}`));
          return void socket.destroy();
        }
        left = Number(length);
        body = bytes.subarray(end + headerEnd.length);
      }
      left -= body.length;
      if (left > 0) return;
      answered();
      ask();
    });
    socket.on('connect', ask);
    socket.setTimeout(patienceMs, () => socket.destroy(new Error(`no answer within ${patienceMs / 1000} s`)));
    socket.on('error', reject);
    socket.on('close', () => (over ? resolve() : reject(new Error('the connection was closed'))));
  });
}
