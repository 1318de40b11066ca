import Database from 'better-sqlite3';
import express from 'express';
import { table } from './pack.mjs';

/** The baselines: a route that answers a constant, and one that reads the same table as objects. */
const { PORT, SNAPSHOT, CONSTANT_BYTES } = process.env;
const constant = { text: 'x'.repeat(Number(CONSTANT_BYTES) - '{"text":""}'.length) };
const database = new Database(SNAPSHOT, { readonly: true });
const select = database.prepare(
  `SELECT * FROM ${table} WHERE task_type = ? AND date >= ? AND date <= ? ORDER BY date, rowid LIMIT ?`,
);
const app = express();
app.get('/constant', (request, response) => void response.json(constant));
app.get('/rows', ({ query: { taskType, from, to, limit } }, response) => {
  response.json({ rows: select.all(taskType, from, to, Number(limit)) });
});
const server = app.listen(Number(PORT), '127.0.0.1', () => process.send('ready'));
const stop = () => {
  server.closeAllConnections();
  server.close(() => process.exit(0));
};
process.on('message', message => (message === 'cpu' ? process.send(process.cpuUsage()) : stop()));
process.on('disconnect', stop);
