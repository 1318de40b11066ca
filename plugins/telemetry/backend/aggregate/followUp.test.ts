import type { Logger } from '@netcrab/plugin-api/backend';
import { createFollowUp, type Stage } from './followUp';

const errors: string[] = [];
const logger: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: (_: object, message: string) => void errors.push(message),
  child: () => logger,
};
/** A stage that tells when it begins and ends when it is let. */
function held(name: string, done: string[]) {
  const begun: Array<() => void> = [];
  const stage: Stage = {
    name,
    run: turn =>
      new Promise<void>(resolve => begun.push(resolve)).then(async () => {
        await turn();
        done.push(name);
      }),
  };
  return { stage, release: () => begun.shift()?.(), runs: () => begun.length };
}
const immediately = (name: string, done: string[]): Stage => ({
  name,
  run: async () => void done.push(name),
});

describe('what follows from the facts', () => {
  it('runs every stage in order, and is idle and done afterwards', async () => {
    const ran: string[] = [];
    const followUp = createFollowUp({
      stages: [immediately('a', ran), immediately('b', ran)],
      logger,
      onDone: () => void ran.push('done'),
    });
    expect(followUp.idle).toBe(true);
    await followUp.caughtUp();
    followUp.changed();
    expect(followUp.idle).toBe(false);
    await followUp.caughtUp();
    expect(ran.slice(0, 2)).toEqual(['a', 'b']);
    await followUp.stop();
    expect(ran).toEqual(['a', 'b', 'done']);
  });

  it('runs again for what changed meanwhile, at once for those who wait, and is done only then', async () => {
    const ran: string[] = [];
    const { stage, release } = held('a', ran);
    const followUp = createFollowUp({ stages: [stage], logger, onDone: () => void ran.push('done') });
    followUp.changed();
    const first = followUp.caughtUp();
    followUp.changed();
    const second = followUp.caughtUp().then(() => ran.push('second'));
    release();
    await first;
    expect(ran).toEqual(['a']);
    // The second run begins in a later turn.
    while (!ran.includes('second')) {
      release();
      await new Promise(setImmediate);
    }
    await second;
    expect(ran.slice(0, 2)).toEqual(['a', 'a']);
    expect(followUp.idle).toBe(true);
    await followUp.stop();
  });

  it('tries again after a failure, which is logged', async () => {
    let tries = 0;
    const followUp = createFollowUp({
      stages: [
        {
          name: 'a',
          run: async () => {
            if (++tries === 1) throw new Error('the disk is full');
          },
        },
      ],
      logger,
      onDone: () => {},
    });
    followUp.changed();
    await followUp.caughtUp();
    expect(tries).toBe(2);
    expect(errors).toHaveLength(1);
    await followUp.stop();
  });

  it('stops between two transactions, and lets nobody wait for ever', async () => {
    const ran: string[] = [];
    const { stage, release, runs } = held('a', ran);
    const followUp = createFollowUp({ stages: [stage], logger, onDone: () => void ran.push('done') });
    followUp.changed();
    const waiting = followUp.caughtUp();
    expect(runs()).toBe(1);
    const stopping = followUp.stop();
    release();
    await stopping;
    await waiting;
    expect(ran).toEqual([]);
    followUp.changed();
    expect(runs()).toBe(0);
  });
});
