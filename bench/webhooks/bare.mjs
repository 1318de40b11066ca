import Database from 'better-sqlite3';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import Stripe from 'stripe';

/** The least that a webhook endpoint does: it verifies the signature by Stripe's library, keeps a row, and answers. */
const [file, secret] = process.argv.slice(2);
const database = new Database(file);
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec('CREATE TABLE events (id TEXT PRIMARY KEY, type TEXT NOT NULL, object TEXT NOT NULL)');
const keep = database.prepare('INSERT OR IGNORE INTO events VALUES (?, ?, ?)');

const server = createServer(async (request, response) => {
  const body = await buffer(request);
  const { id, type, data } = Stripe.webhooks.constructEvent(
    body,
    request.headers['stripe-signature'],
    secret,
  );
  keep.run(id, type, data.object.id);
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"received":true}');
});
server.listen(0, '127.0.0.1', () =>
  process.send({ answer: { url: `http://127.0.0.1:${server.address().port}/` } }),
);
process.on('disconnect', () => process.exit(0));
