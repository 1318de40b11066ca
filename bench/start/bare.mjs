import express from 'express';
import knex from 'knex';

/** The baseline: a server that opens a database and answers. */
const db = knex({
  client: 'better-sqlite3',
  connection: { filename: process.argv[2] },
  useNullAsDefault: true,
});
await db.raw('select 1');
const app = express();
app.get('/readyz', (_, response) => response.json({ status: 'ready' }));
const server = app.listen(0, '127.0.0.1', () => process.send?.({ port: server.address().port, ...usage() }));

function usage() {
  const { user, system } = process.cpuUsage();
  return { cpuMs: (user + system) / 1000, rssMb: process.memoryUsage().rss / 2 ** 20 };
}
