import path from 'node:path';

/** A built portal on an empty data folder; it tells when the demo is there, and what that took. */
const root = path.resolve(import.meta.dirname, '../..');
const started = performance.now();
const { main } = await import(path.join(root, 'backend/dist/index.js'));
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = (text, ...rest) => {
  // The address is shown last, once the demo is built.
  if (String(text).includes('is ready at')) {
    const { user, system } = process.cpuUsage();
    process.send?.({ wallMs: performance.now() - started, cpuMs: (user + system) / 1000 });
  }
  return write(text, ...rest);
};
process.exitCode = await main({ root, version: 'bench', cwd: root, argv: ['start', '--port', '0'] });
