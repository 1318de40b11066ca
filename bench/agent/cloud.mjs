import { createServer } from 'node:http';
import { gunzip } from 'node:zlib';

/** A cloud that is away until it is told to come back, and then takes everything as fast as it can. */
let isAway = true;
let taken = 0;
const server = createServer((request, response) => {
  const pieces = [];
  request.on('data', piece => pieces.push(piece));
  request.on('end', () => {
    if (isAway) return response.writeHead(503).end();
    gunzip(Buffer.concat(pieces), (error, body) => {
      if (error) return response.writeHead(400).end();
      const accepted = JSON.parse(body.toString()).events.length;
      taken += accepted;
      response.writeHead(202).end(JSON.stringify({ accepted, rejected: 0, duplicates: 0 }));
    });
  });
});
process.on('message', message => {
  if (message === 'come back') isAway = false;
  process.send({ taken });
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
