import {
  InvalidRequestError,
  UnavailableError,
  type Handlers,
  type SchedulerService,
} from '@netcrab/plugin-api/backend';
import { reconciliation, type Reconciliation, type reconciliationEndpoints } from '../../contract';
import { reconcile, type Reconciling } from './reconcile';

export interface ReconciliationHandlerDeps extends Reconciling {
  readonly scheduler: Pick<SchedulerService, 'runNow' | 'runs' | 'settled'>;
}

const longest = 92 * 86_400_000;

/** The job whose last result is kept, with its run. */
export const reconcileJob = 'reconcile';
const runsLookedAt = 20;

async function latest({ scheduler }: ReconciliationHandlerDeps): Promise<Reconciliation | null> {
  const runs = await scheduler.runs(`billing.${reconcileJob}`, runsLookedAt);
  for (const { status, result } of runs) {
    // What an older version kept may look otherwise.
    const parsed = status === 'succeeded' ? reconciliation.safeParse(result) : null;
    if (parsed?.success) return parsed.data;
  }
  return null;
}

export const reconciliationHandlers = (
  deps: ReconciliationHandlerDeps,
): Handlers<typeof reconciliationEndpoints> => ({
  async reconciliation({ query }) {
    if (query.to <= query.from || query.to - query.from > longest) {
      const message = 'Choose an end after the start, at most 92 days later';
      throw new InvalidRequestError(message, [{ field: 'to', message }]);
    }
    return reconcile(deps, query);
  },

  latestReconciliation: async () => ({ latest: await latest(deps) }),

  async checkNow() {
    const run = await deps.scheduler.settled(await deps.scheduler.runNow(reconcileJob));
    if (run.status !== 'succeeded')
      throw new UnavailableError('The check did not finish. Look at its run among the jobs and try again.');
    return { latest: await latest(deps) };
  },
});
