import type { EventsService, HostService, SchedulerService } from '@netcrab/plugin-api/backend';
import type { PacksService } from '@netcrab/plugin-pack-builder/contract';

export interface BuildToFollow {
  readonly events: EventsService;
  readonly scheduler: SchedulerService;
  readonly host: HostService;
  readonly packs: PacksService;
}

const lookEveryMs = 200;

/**
 * Builds all packs and shows how far that is.
 * @throws Error with the reason when a pack was not built.
 */
export async function followBuild({ events, scheduler, host, packs }: BuildToFollow): Promise<void> {
  // Opt-ins ask for builds as well: once they have been heard, one run serves all.
  await events.drained();
  const runId = await packs.build({});
  const looking = setInterval(() => {
    void scheduler.run(runId).then(run => {
      if (run?.status === 'running') host.progress('Demo: building packs', run.progress);
    });
  }, lookEveryMs);
  const run = await scheduler.settled(runId).finally(() => clearInterval(looking));
  if (run.status !== 'succeeded')
    throw new Error(`The packs of the demo were not built: ${run.error ?? run.status}`);
  host.progress('Demo: building packs', 1);
}
