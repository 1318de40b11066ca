import { dayMs, rolloutDays, type SimulatedDay } from './calendar';
import { createPicker, createRandom, type Random } from './random';
import type { TaskModel, VerticalModel } from './taxonomy';
import type { DeviceType } from './vocabulary';

/** A user with habits. */
export interface SimulatedUser {
  readonly hash: string;
  /** Time taken relative to others. */
  readonly tempo: number;
  readonly device: DeviceType;
  readonly os: string;
  readonly browser: string;
  /** Hour of the day, UTC, around which this user works. */
  readonly hour: number;
  readonly segment: string;
  /** @param release that the user works with */
  pickTask(random: Random, release: number): TaskModel;
}

export interface SimulatedSeller {
  readonly orgId: string;
  readonly name: string;
  readonly productId: string;
  readonly productName: string;
  readonly model: VerticalModel;
  /** Share of the sessions of all sellers. */
  readonly share: number;
  readonly users: readonly SimulatedUser[];
  pickUser(random: Random): SimulatedUser;
  /** The release this product runs at a time. */
  releaseAt(time: number): number;
}

const systems: Readonly<Record<DeviceType, ReadonlyArray<readonly [os: string, browser: string]>>> = {
  desktop: [
    ['Windows', 'Edge'],
    ['Windows', 'Chrome'],
    ['macOS', 'Safari'],
    ['macOS', 'Chrome'],
    ['Linux', 'Firefox'],
  ],
  mobile: [
    ['Android', 'Chrome'],
    ['iOS', 'Safari'],
  ],
  tablet: [
    ['iPadOS', 'Safari'],
    ['Android', 'Chrome'],
  ],
};
const segments = ['starter', 'team', 'enterprise'] as const;
const deviceTypes = ['desktop', 'mobile', 'tablet'] as const satisfies readonly DeviceType[];

function createUser(random: Random, model: VerticalModel): SimulatedUser {
  const device = deviceTypes[createPicker(deviceTypes.map(type => model.devices[type]))(random)] ?? 'desktop';
  const choices = systems[device];
  const [os, browser] = choices[random.below(choices.length)] ?? ['Linux', 'Firefox'];
  // Habit: everybody has tasks they do more often than the vertical as a whole.
  const pick = createPicker(model.tasks.map(task => task.share * random.between(0.5, 1.5)));
  const [usual] = model.tasks;
  if (!usual) throw new RangeError(`${model.vertical} has no tasks`);
  return {
    hash: `u_${random.hex(20)}`,
    tempo: random.logNormal(0.3),
    device,
    os,
    browser,
    hour: random.between(8, 16),
    segment: segments[random.below(segments.length)] ?? 'team',
    pickTask(next, release) {
      for (;;) {
        const task = model.tasks[pick(next)] ?? usual;
        const { forsaken } = task;
        if (!forsaken || release < forsaken.since || next.chance(forsaken.kept)) return task;
      }
    },
  };
}

export interface SellerOptions {
  readonly seed: string;
  readonly model: VerticalModel;
  /** 0-based, within its vertical. */
  readonly index: number;
  /** Of the sessions of all sellers. */
  readonly share: number;
  readonly sessions: number;
  readonly days: readonly SimulatedDay[];
  readonly releases: readonly number[];
}

/** How much larger a seller is than the smallest: sizes differ, but no seller dominates its vertical. */
export const sizeOf = (seed: string, model: VerticalModel, index: number): number =>
  createRandom(`${seed}|size|${model.slug}|${index}`).between(0.7, 1.5);

export function createSeller({
  seed,
  model,
  index,
  share,
  sessions,
  days,
  releases,
}: SellerOptions): SimulatedSeller {
  const number = String(index + 1).padStart(2, '0');
  const orgId = `demo-${model.slug}-${number}`;
  const random = createRandom(`${seed}|seller|${orgId}`);
  const maker = model.makers[index % model.makers.length] ?? 'Maker';
  const perDay = (sessions * share) / Math.max(1, days.length);
  // A user works in the product on every third day or so.
  const users = Array.from({ length: Math.max(8, Math.round(perDay * 3)) }, () => createUser(random, model));
  const pick = createPicker(users.map(() => random.between(0.4, 1.6)));
  const [someone] = users;
  if (!someone) throw new RangeError('A seller has users');
  const rollouts = releases.map(date => date + random.below(rolloutDays) * dayMs);
  const name =
    index < model.makers.length ? maker : `${maker} ${Math.floor(index / model.makers.length) + 1}`;
  return {
    orgId,
    name: `${name} ${model.productSuffix}`,
    productId: model.slug,
    productName: `${name} ${model.productSuffix}`,
    model,
    share,
    users,
    pickUser: next => users[pick(next)] ?? someone,
    releaseAt: time => rollouts.filter(date => date <= time).length,
  };
}
