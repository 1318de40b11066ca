import temporaryTeardown from '../../scripts/jest/temporaryTeardown.mjs';

/** Stops the portal as Ctrl-C would; one that does not stop by that is a failure. */
export default async function teardown() {
  const portal = globalThis.__netcrabPortal;
  try {
    if (!portal) return;
    const ended = new Promise(resolve => portal.on('exit', resolve));
    portal.kill('SIGINT');
    const code = portal.exitCode ?? (await ended);
    if (code !== 0) throw new Error(`The portal ended with ${code} at Ctrl-C`);
  } finally {
    temporaryTeardown();
  }
}
