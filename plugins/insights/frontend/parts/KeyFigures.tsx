import { CardGrid, Sparkline, Stat } from '@netcrab/ui';
import type { Overview } from '../../contract';
import { messages } from '../messages';
import { deltaOf } from './delta';
import { Explained } from './Explained';

const text = messages.overview;

/** Friction, efficiency, sessions and success: each with its change and its course. */
export function KeyFigures({ overview }: { overview: Overview }) {
  const { about, frictionIndex, efficiencyScore, sessions, taskSuccess, taskAdoption } = overview;
  const spark = (name: string, days: readonly { value: number | null }[]) => (
    <Sparkline
      title={text.daily(name)}
      series={days.map(({ value }) => value).filter(value => value !== null)}
      width={160}
    />
  );
  return (
    <CardGrid label={text.figures} min={220}>
      <Stat
        label={text.friction}
        value={<Explained metric="frictionIndex" about={about} figure={frictionIndex} />}
        unit={text.of100}
        delta={deltaOf(about, frictionIndex, { wanted: -1, unit: messages.delta.points })}
        hint={spark(text.friction, frictionIndex.days)}
      />
      <Stat
        label={text.efficiency}
        value={<Explained metric="efficiencyScore" about={about} figure={efficiencyScore} />}
        unit={text.of100}
        delta={deltaOf(about, efficiencyScore, { wanted: 1, unit: messages.delta.points })}
        hint={spark(text.efficiency, efficiencyScore.days)}
      />
      <Stat
        label={text.sessions}
        value={<Explained metric="sessions" about={about} figure={sessions} />}
        delta={deltaOf(about, sessions)}
        hint={spark(text.sessions, sessions.days)}
      />
      <Stat
        label={text.success}
        value={<Explained metric="taskSuccess" about={about} figure={taskSuccess} />}
        delta={deltaOf(about, taskSuccess, { wanted: 1, scale: 100, unit: messages.delta.points })}
      />
      {taskAdoption && (
        <Stat
          label={text.adoption}
          value={<Explained metric="taskAdoption" about={about} figure={taskAdoption} />}
          delta={deltaOf(about, taskAdoption, { wanted: 1, scale: 100, unit: messages.delta.points })}
        />
      )}
    </CardGrid>
  );
}
