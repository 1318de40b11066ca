import type { WireEvent } from '@netcrab/plugin-telemetry/contract';
import { dayMs, releaseDates, simulatedDays, type SimulatedDay } from './calendar';
import { playSession } from './playSession';
import { createRandom } from './random';
import { createSeller, sizeOf, type SimulatedSeller } from './sellers';
import { verticalModels } from './verticals';

export interface SimulationOptions {
  readonly seed: string;
  /** Epoch ms; the simulation ends with the day before. */
  readonly today: number;
  readonly days: number;
  /** Of all sellers over all days, about. */
  readonly sessions: number;
  readonly sellersPerVertical: number;
}

export interface Simulation {
  readonly sellers: readonly SimulatedSeller[];
  /** When each release after the first begins to roll out, epoch ms. */
  readonly releases: readonly number[];
  /** Sessions of a seller, day by day; a session's events are in order. */
  sessionsOf(seller: SimulatedSeller): Generator<WireEvent[]>;
  /** How many sessions there are of a seller. */
  countOf(seller: SimulatedSeller): number;
}

/** The same options give the same events, in any order of asking: every seller and day has its own random numbers. */
export function createSimulation(options: SimulationOptions): Simulation {
  const { seed, sessions, sellersPerVertical } = options;
  const days = simulatedDays(options.today, options.days);
  const releases = releaseDates(days);
  const sellers = verticalModels.flatMap(model => {
    const sizes = Array.from({ length: sellersPerVertical }, (_, index) => sizeOf(seed, model, index));
    // Every vertical has an equal part, so that each has enough for its packs.
    const total = verticalModels.length * sizes.reduce((sum, size) => sum + size, 0);
    return sizes.map((size, index) =>
      createSeller({ seed, model, index, share: size / total, sessions, days, releases }),
    );
  });
  const activity = days.reduce((sum, day) => sum + day.activity, 0);

  function countOn(seller: SimulatedSeller, day: SimulatedDay): number {
    const expected = (sessions * seller.share * day.activity) / activity;
    return Math.floor(expected + createRandom(`${seed}|count|${seller.orgId}|${day.start}`).next());
  }

  return {
    sellers,
    releases,
    countOf: seller => days.reduce((sum, day) => sum + countOn(seller, day), 0),
    *sessionsOf(seller) {
      for (const day of days) {
        const random = createRandom(`${seed}|day|${seller.orgId}|${day.start}`);
        for (let left = countOn(seller, day); left > 0; left--) {
          const user = seller.pickUser(random);
          const hour = Math.min(21, Math.max(5, user.hour + 1.5 * Math.log(random.logNormal(1))));
          yield playSession(seller, user, day.start + Math.floor((hour / 24) * dayMs), random);
        }
      }
    },
  };
}
