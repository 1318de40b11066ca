import Link from '@mui/material/Link';
import { Sparkline, type Column } from '@netcrab/ui';
import { Fragment } from 'react';
import type { About, Hotspot } from '../../contract';
import { messages } from '../messages';
import { signed } from '../numbers';
import { Explained } from './Explained';

const text = messages.hotspots;

/** More or less than this, in severity, is a change worth a word. */
const noticeable = 0.005;

function change({ severity: { delta } }: Hotspot): string {
  if (delta === null) return messages.explained.none;
  if (Math.abs(delta) < noticeable) return text.same;
  return `${signed(delta, 3)} ${delta > 0 ? text.worse : text.better}`;
}

/** What hotspots are listed by; `brief` for where room is short. */
export function hotspotColumns(
  about: About | undefined,
  addressOf: (hotspot: Hotspot) => string,
  brief = false,
): Column<Hotspot>[] {
  const number = (metric: string, pick: (hotspot: Hotspot) => Hotspot['impact']) => (hotspot: Hotspot) =>
    about && <Explained metric={metric} about={about} figure={pick(hotspot)} />;
  const all: (Column<Hotspot> & { long?: boolean })[] = [
    {
      id: 'screen',
      header: text.screen,
      primary: true,
      cell: hotspot => (
        <Link href={addressOf(hotspot)} sx={{ overflowWrap: 'anywhere' }}>
          {hotspot.screenId}
        </Link>
      ),
    },
    { id: 'impact', header: text.impact, align: 'right', cell: number('impact', one => one.impact) },
    { id: 'users', header: text.users, align: 'right', cell: number('users', one => one.users) },
    { id: 'severity', header: text.severity, align: 'right', cell: number('severity', one => one.severity) },
    {
      id: 'change',
      header: text.change,
      align: 'right',
      cell: hotspot =>
        about && (
          <Explained
            metric="severity"
            about={about}
            figure={{ value: hotspot.severity.delta, n: hotspot.severity.n }}
          >
            {change(hotspot)}
          </Explained>
        ),
    },
    {
      id: 'trend',
      header: text.trend,
      long: true,
      cell: ({ screenId, days }) => (
        <Sparkline title={messages.overview.daily(`${text.severity}, ${screenId}`)} series={days} />
      ),
    },
    {
      id: 'symptoms',
      header: text.symptoms,
      cell: ({ topSymptoms }) =>
        topSymptoms.length === 0 ? (
          text.noSymptoms
        ) : (
          // One piece of text, also where the cells of a row are laid out as a card.
          <span>
            {topSymptoms.slice(0, brief ? 1 : 3).map(({ symptom, rate }, index) => (
              <Fragment key={symptom}>
                {index > 0 && ', '}
                {messages.symptoms[symptom]}{' '}
                {about && <Explained metric={symptom} about={about} figure={rate} />}
              </Fragment>
            ))}
          </span>
        ),
    },
    {
      id: 'sessions',
      header: text.sessions,
      align: 'right',
      long: true,
      cell: number('screenSessions', ({ sessions }) => ({ value: sessions, n: sessions })),
    },
  ];
  return all.filter(column => !brief || !column.long).map(({ long: _, ...column }) => column);
}
