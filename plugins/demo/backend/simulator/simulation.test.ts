import { wireEvent } from '@netcrab/plugin-telemetry/contract';
import { dayMs, releaseDates, simulatedDays } from './calendar';
import { createSimulation, releaseTruths, taskTruths, worstTasks, type SimulationOptions } from '.';
import { verticalModels } from './verticals';

const options: SimulationOptions = {
  seed: 'test',
  today: Date.parse('2026-11-21T10:00:00Z'),
  days: 90,
  sessions: 3000,
  sellersPerVertical: 25,
};

describe('the simulator', () => {
  it('makes the same events from the same seed, whatever was asked for before', () => {
    const [first, second] = [createSimulation(options), createSimulation(options)];
    const text = (simulation: typeof first, at: number) =>
      JSON.stringify([...simulation.sessionsOf(simulation.sellers[at]!)]);
    text(second, 3);
    expect(text(first, 40)).toBe(text(second, 40));
    const other = createSimulation({ ...options, seed: 'other' });
    expect(text(other, 40)).not.toBe(text(first, 40));
  });

  it('makes events that the wire format takes, each id once', () => {
    const { sellers, sessionsOf } = createSimulation({ ...options, sessions: 900 });
    const ids = new Set<string>();
    let events = 0;
    for (const event of sellers.flatMap(seller => [...sessionsOf(seller)]).flat()) {
      wireEvent.parse(event);
      ids.add(event.eventId);
      events++;
    }
    expect(ids.size).toBe(events);
    expect(events / 900).toBeGreaterThan(9);
    expect(events / 900).toBeLessThan(15);
  });

  it('makes about as many sessions as asked for, a third in each vertical, all before today', () => {
    const simulation = createSimulation(options);
    expect(simulation.sellers).toHaveLength(75);
    expect(new Set(simulation.sellers.map(({ name }) => name)).size).toBe(75);
    for (const { vertical } of verticalModels) {
      const sellers = simulation.sellers.filter(({ model }) => model.vertical === vertical);
      const sessions = sellers.reduce((sum, seller) => sum + simulation.countOf(seller), 0);
      expect(Math.abs(sessions - 1000)).toBeLessThan(60);
    }
    const [seller] = simulation.sellers;
    const sessions = [...simulation.sessionsOf(seller!)];
    expect(sessions).toHaveLength(simulation.countOf(seller!));
    const times = sessions
      .flat()
      .map(({ ts }) => ts)
      .sort();
    expect(times[0]! >= '2026-08-23').toBe(true);
    expect(times.at(-1)! < '2026-11-21').toBe(true);
  });

  it('has a rhythm: weekends are quieter', () => {
    const weekend = (day: number) => [0, 6].includes(new Date(day).getUTCDay());
    const days = simulatedDays(options.today, 90);
    const mean = (some: typeof days) => some.reduce((sum, day) => sum + day.activity, 0) / some.length;
    expect(mean(days.filter(day => weekend(day.start)))).toBeLessThan(
      0.6 * mean(days.filter(day => !weekend(day.start))),
    );
  });

  it('releases in the middle of months that have days on both sides', () => {
    const iso = (today: string) =>
      releaseDates(simulatedDays(Date.parse(today), 90)).map(date =>
        new Date(date).toISOString().slice(0, 10),
      );
    expect(iso('2026-11-21')).toEqual(['2026-09-12', '2026-10-12', '2026-11-12']);
    expect(iso('2026-11-10')).toEqual(['2026-09-12', '2026-10-12']);
    expect(iso('2027-01-31')).toEqual(['2026-11-12', '2026-12-12', '2027-01-12']);
  });

  it('never lets a seller dominate its vertical, and lets every seller take up each release', () => {
    const { sellers, releases } = createSimulation(options);
    const largest = Math.max(...sellers.map(({ share }) => share));
    expect(largest * 3).toBeLessThan(0.1);
    for (const { releaseAt } of sellers) {
      expect(releaseAt((releases[0] ?? 0) - 1)).toBe(0);
      expect(releaseAt((releases[0] ?? 0) + 5 * dayMs)).toBe(1);
    }
  });
});

describe('its truth', () => {
  it('names a task of each vertical that is worst by far, and that release 1 helped', () => {
    expect(worstTasks().map(({ taskType }) => taskType)).toEqual([
      'send_quote',
      'merge_tickets',
      'post_journal_entry',
    ]);
    for (const { vertical, taskType } of worstTasks()) {
      const [helped] = releaseTruths().filter(truth => truth.taskType === taskType && truth.release === 1);
      expect(helped?.frictionDelta).toBeLessThan(-0.15);
      const others = taskTruths().filter(truth => truth.vertical === vertical && truth.taskType !== taskType);
      for (const other of others) expect(other.friction[0]).toBeLessThan(0.15);
    }
  });

  it('has a release that hurt a task in each vertical', () => {
    const hurt = releaseTruths().filter(({ release, frictionDelta }) => release === 2 && frictionDelta > 0.1);
    expect(new Set(hurt.map(({ vertical }) => vertical)).size).toBe(3);
  });

  it('says on which screens the flaws are', () => {
    const quote = taskTruths().find(({ taskType }) => taskType === 'send_quote');
    expect(quote?.badScreens[0]).toEqual(['quote-editor']);
    expect(taskTruths().find(({ taskType }) => taskType === 'log_call')?.badScreens).toEqual([
      [],
      [],
      ['contact-timeline'],
    ]);
  });
});
