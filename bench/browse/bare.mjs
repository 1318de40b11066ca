import express from 'express';

/** The baseline: express answering constants of the sizes given. */
const [pageBytes, listBytes, packBytes] = process.argv.slice(2).map(Number);
const app = express();
app.set('etag', false);
const constant = bytes => (_, response) => response.type('html').send('x'.repeat(bytes));
app.get('/marketplace', constant(pageBytes));
app.get('/v1/packs', constant(listBytes));
app.get('/v1/packs/:id', constant(packBytes));
const server = app.listen(0, '127.0.0.1', () => process.send?.(server.address().port));
