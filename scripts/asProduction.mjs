/**
 * Runs `work` with NODE_ENV=production: pages are built for production whatever the portal runs as. The portal that
 * starts in this process afterwards keeps its own environment.
 */
export async function asProduction(work) {
  const environment = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    return await work();
  } finally {
    if (environment === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = environment;
  }
}
