import type { WireEvent } from '@netcrab/plugin-telemetry/contract';
import { versionName } from './calendar';
import { hash32, type Random } from './random';
import type { SimulatedSeller, SimulatedUser } from './sellers';
import { ambient, hasFlaw, type Flaw, type Step, type TaskModel } from './taxonomy';

type Press = Extract<Step, { do: 'press' }>;

const labels = new Map<string, string>();
/** A label leaves a product as a hash only. */
function labelHash(label: string): string {
  let hash = labels.get(label);
  if (hash === undefined) {
    hash = ['x', 'y', 'z'].map(part => hash32(`${part}|${label}`).toString(16).padStart(8, '0')).join('');
    labels.set(label, hash);
  }
  return hash;
}

/** UUIDv7 of this moment, its random part from the seed: the same event has the same id at every start. */
function eventIdOf(ts: number, random: Random): string {
  const time = ts.toString(16).padStart(12, '0');
  const rest = random.hex(18);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(0, 3)}-8${rest.slice(3, 6)}-${rest.slice(6)}`;
}

/** Two to four seconds in which nothing answers: longer than a click may take. */
const unanswered = { from: 2_700, to: 4_500 } as const;
const betweenRageClicks = { from: 140, to: 280 } as const;

/** One user's visit: what the SDK would send of it, in order. */
class Visit {
  readonly events: WireEvent[] = [];
  private screen: string;
  private readonly common: Pick<
    WireEvent,
    'productId' | 'sessionId' | 'userHash' | 'deviceType' | 'os' | 'browser' | 'releaseVersion' | 'segment'
  >;

  constructor(
    private readonly seller: SimulatedSeller,
    private readonly user: SimulatedUser,
    private readonly release: number,
    private now: number,
    private readonly random: Random,
  ) {
    this.screen = seller.model.home;
    this.common = {
      productId: seller.productId,
      sessionId: `s_${random.hex(20)}`,
      userHash: user.hash,
      deviceType: user.device,
      os: user.os,
      browser: user.browser,
      releaseVersion: versionName(release),
      segment: user.segment,
    };
    this.open(this.screen);
  }

  /** @returns whether the task came to its end; who gave up leaves. */
  do(task: TaskModel): boolean {
    const { random } = this;
    const presses = task.steps.filter(step => step.do === 'press');
    const last = presses.at(-1);
    const slipAt = random.chance(ambient.dead) ? presses[random.below(presses.length)] : undefined;
    const errorAt = random.chance(ambient.error) ? last : undefined;
    const astray = random.chance(ambient.backtrack);
    const [first, ...steps] = task.steps;
    this.think(task.pace);
    this.open(first.screen);
    this.wait(1);
    this.emit({ eventType: 'custom', name: 'task_started', taskId: task.id });
    if (astray) this.lookAside(first.screen);
    for (const step of steps) {
      this.think(task.pace);
      if (step.do === 'open') this.open(step.screen);
      else if (step.do === 'fill')
        this.emit({
          eventType: 'input_meta',
          elementType: 'input_text',
          elementLabelHash: labelHash(step.field),
        });
      else {
        if (step === slipAt) this.clickInVain(step);
        for (const flaw of task.flaws) {
          if (flaw.element === step.element && hasFlaw(flaw, this.release) && random.chance(flaw.chance))
            this.suffer(flaw, step);
        }
        if (step === errorAt) this.clickIntoError(step);
        this.click(step, Math.round(60 * random.logNormal(0.5)));
      }
    }
    if (random.chance(ambient.abandon)) return false;
    this.wait(random.between(200, 900));
    this.emit({
      eventType: 'custom',
      name: 'task_completed',
      taskId: task.id,
      success: !random.chance(ambient.fail),
    });
    return true;
  }

  private suffer({ mishap }: Flaw, at: Press): void {
    switch (mishap) {
      case 'dead_click':
        return this.clickInVain(at);
      case 'slow_response': {
        const response = Math.round(this.random.between(2_600, 6_000));
        this.click(at, response);
        return this.wait(response + this.random.between(300, 1_500));
      }
      case 'rage_click': {
        const clicks = 3 + this.random.below(3);
        for (let i = 0; i < clicks; i++) {
          this.click(at);
          this.wait(this.random.between(betweenRageClicks.from, betweenRageClicks.to));
        }
        return this.wait(this.random.between(unanswered.from, unanswered.to));
      }
      case 'error':
        return this.clickIntoError(at);
      case 'error_loop': {
        for (let i = 0; i < 3; i++) this.clickIntoError(at);
        return undefined;
      }
    }
  }

  private clickInVain(at: Press): void {
    this.click(at);
    this.wait(this.random.between(unanswered.from, unanswered.to));
  }

  private clickIntoError(at: Press): void {
    this.click(at, 90);
    this.wait(this.random.between(150, 700));
    const { errors } = this.seller.model;
    // One element fails in one way.
    this.emit({
      eventType: 'custom',
      name: 'error',
      errorCode: errors[hash32(at.element) % errors.length] ?? 'E_UNKNOWN',
    });
    this.wait(this.random.between(2_500, 6_000));
  }

  private lookAside(back: string): void {
    this.wait(this.random.between(1_500, 4_000));
    this.open(this.seller.model.aside);
    this.wait(this.random.between(2_000, 9_000));
    this.open(back);
  }

  private click({ element, type }: Press, responseMs?: number): void {
    const place = hash32(`${this.screen}|${element}`);
    this.emit({
      eventType: 'click',
      elementType: type,
      elementLabelHash: labelHash(element),
      ...(responseMs !== undefined && { responseMs }),
      x: place % 1280,
      y: (place >>> 12) % 800,
    });
  }

  private open(screen: string): void {
    this.screen = screen;
    this.emit({ eventType: 'navigation' });
  }

  private emit(event: Pick<WireEvent, 'eventType'> & Partial<WireEvent>): void {
    this.events.push({
      eventId: eventIdOf(this.now, this.random),
      ts: new Date(this.now).toISOString(),
      ...this.common,
      screenId: this.screen,
      route: `/${this.screen}`,
      ...event,
    });
  }

  private think(seconds: number): void {
    this.wait(seconds * 1000 * this.user.tempo * this.random.logNormal(0.4));
  }

  private wait(ms: number): void {
    this.now += Math.max(1, Math.round(ms));
  }
}

/** A visit does one task, seldom more. */
const furtherTask = 0.3;
const mostTasks = 4;

/** @param start epoch ms */
export function playSession(
  seller: SimulatedSeller,
  user: SimulatedUser,
  start: number,
  random: Random,
): WireEvent[] {
  const release = seller.releaseAt(start);
  const visit = new Visit(seller, user, release, start, random);
  for (
    let tasks = 1;
    visit.do(user.pickTask(random, release)) && tasks < mostTasks && random.chance(furtherTask);
    tasks++
  );
  return visit.events;
}
