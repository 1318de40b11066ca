import path from 'node:path';

/** The portal on a data folder that was seeded before, as `npm start` runs it. */
const root = path.resolve(import.meta.dirname, '../..');
const { main } = await import(path.join(root, 'backend/dist/index.js'));
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = (text, ...rest) => {
  if (String(text).includes('is ready at')) {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuMs: (user + system) / 1000, rssMb: process.memoryUsage().rss / 2 ** 20 });
  }
  return write(text, ...rest);
};
process.exitCode = await main({ root, version: 'bench', cwd: root, argv: ['start', '--port', '0'] });
