import { once } from 'node:events';
import { connect } from 'node:net';

const headerEnd = Buffer.from('\r\n\r\n');

/**
 * Asks over kept-alive connections, one request at a time on each, and answers how many were answered. Plain sockets,
 * because a client that does more becomes the measured one. Every answer must be a 200 with its length.
 * @param next the path of the next request
 */
export async function load({ port, connections, seconds, next, headers = {} }) {
  const lines = Object.entries({ host: `127.0.0.1:${port}`, ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  const tail = ` HTTP/1.1\r\n${lines.join('')}\r\n`;
  let answered = 0;
  let failure;
  let open = true;

  const talk = async () => {
    const socket = connect(port, '127.0.0.1');
    socket.setNoDelay(true);
    await once(socket, 'connect');
    let left = 0;
    let head = null;
    const ask = () => socket.write(`GET ${next()}${tail}`);
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
          failure ??= new Error(`unexpected answer: ${bytes.toString().slice(0, 600)}`);
          return void socket.destroy();
        }
        left = Number(length);
        body = bytes.subarray(end + headerEnd.length);
      }
      left -= body.length;
      if (left > 0) return;
      answered += 1;
      if (open) ask();
      else socket.destroy();
    });
    socket.on('error', error => (failure ??= error));
    ask();
    await once(socket, 'close');
  };

  const talks = Array.from({ length: connections }, talk);
  await new Promise(resolve => setTimeout(resolve, seconds * 1000));
  open = false;
  await Promise.all(talks);
  if (failure) throw failure;
  return answered;
}
