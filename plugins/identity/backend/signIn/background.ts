import type { Logger } from '@netcrab/plugin-api/backend';

/** Work that goes on after its request was answered; a stop waits for it. */
export function createBackground(logger: Logger) {
  const running = new Set<Promise<void>>();
  return {
    run(work: Promise<void>): void {
      const logged = work
        .catch((error: unknown) => logger.error({ err: error }, 'work after a request failed'))
        .finally(() => running.delete(logged));
      running.add(logged);
    },
    settled: async (): Promise<void> => void (await Promise.all(running)),
  };
}
