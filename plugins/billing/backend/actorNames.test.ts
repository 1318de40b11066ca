import { testDatabases } from '@netcrab/backend/testing';
import { actorNames } from './actorNames';
import { startMoneyPortal } from './revenue/testing/moneyPortal';

it.each(testDatabases)(
  'actors are called as they last were, and by their id without a name, on %s',
  async kind => {
    const { audit, stop } = await startMoneyPortal(kind);
    const target = { type: 'payout-run', id: 'run-1' };
    for (const name of ['Ann', 'Ann Harbour'])
      await audit.record({
        action: 'payout-run.requested',
        actor: { kind: 'user', id: 'user-1', name },
        target,
      });
    await audit.record({ action: 'payout-run.requested', actor: { kind: 'system', id: 'billing' }, target });
    const nameOf = await actorNames(audit, ['user-1', 'billing', 'user-2', null]);
    expect(['user-1', 'billing', 'user-2'].map(nameOf)).toEqual(['Ann Harbour', 'billing', 'user-2']);
    await stop();
  },
);
