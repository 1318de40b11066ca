import type { LifecycleService, Logger } from '@netcrab/plugin-api/backend';

type Hook = () => Promise<void> | void;
interface OwnedHook {
  readonly owner: string;
  readonly hook: Hook;
}

export interface Lifecycle {
  forPlugin(pluginId: string): LifecycleService;
  /**
   * Runs the ready hooks in order of registration. One that fails does not keep the others from running.
   * @returns what failed, and whose it was.
   */
  ready(): Promise<Array<{ readonly owner: string; readonly error: unknown }>>;
  /** Runs the stop hooks in reverse order; one that fails or hangs is logged and left behind. Once only. */
  stop(): Promise<void>;
}

/** @param stopTimeoutMs how long a single stop hook may take. */
export function createLifecycle({
  logger,
  stopTimeoutMs = 10_000,
}: {
  logger: Logger;
  stopTimeoutMs?: number;
}): Lifecycle {
  const readyHooks: OwnedHook[] = [];
  const stopHooks: OwnedHook[] = [];
  let stopping: Promise<void> | undefined;

  async function runStopHook({ owner, hook }: OwnedHook): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`did not finish within ${stopTimeoutMs} ms`)), stopTimeoutMs);
    });
    try {
      await Promise.race([(async () => hook())(), late]);
    } catch (error) {
      logger.error({ owner, error }, 'A stop hook failed');
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    forPlugin: owner => ({
      onReady: hook => void readyHooks.push({ owner, hook }),
      onStop: hook => void stopHooks.push({ owner, hook }),
    }),
    async ready() {
      const failed: Array<{ owner: string; error: unknown }> = [];
      for (const { owner, hook } of readyHooks) {
        try {
          await hook();
        } catch (error) {
          failed.push({ owner, error });
        }
      }
      return failed;
    },
    stop() {
      stopping ??= (async () => {
        for (const owned of [...stopHooks].reverse()) await runStopHook(owned);
      })();
      return stopping;
    },
  };
}
