import {
  CardGrid,
  DataTable,
  EmptyState,
  LinesSkeleton,
  QueryView,
  Section,
  Stat,
  When,
  type Column,
} from '@netcrab/ui';
import Typography from '@mui/material/Typography';
import { symptoms, type About, type Filters, type HotspotDetail, type IncidentGroup } from '../../contract';
import { useHotspot } from '../api';
import { messages } from '../messages';
import { deltaOf } from './delta';
import { Definitions } from './Definitions';
import { Explained } from './Explained';
import { SessionTimeline } from './SessionTimeline';

const text = messages.hotspots;

const incidentColumns = (about: About): Column<IncidentGroup>[] => [
  { id: 'what', header: text.what, primary: true, cell: ({ kind }) => messages.incident(kind) },
  {
    id: 'where',
    header: text.where,
    cell: ({ elementType, elementLabelHash, errorCode }) =>
      [
        elementType ?? text.unnamed,
        errorCode,
        elementLabelHash && `${text.hashed} ${elementLabelHash.slice(0, 8)}`,
      ]
        .filter(Boolean)
        .join(' · '),
  },
  ...(
    [
      ['incidents', text.count],
      ['users', text.users],
      ['sessions', text.sessions],
    ] as const
  ).map(([id, header]): Column<IncidentGroup> => ({
    id,
    header,
    align: 'right',
    cell: group => (
      <Explained metric="incidents" about={about} figure={{ value: group[id], n: group.incidents }} />
    ),
  })),
  { id: 'last', header: text.last, cell: ({ lastAt }) => <When at={lastAt} /> },
];

function Figures({ about, hotspot }: Pick<HotspotDetail, 'about' | 'hotspot'>) {
  if (!hotspot) return null;
  const rates = {
    rage_click: hotspot.rageClickRate,
    dead_click: hotspot.deadClickRate,
    error: hotspot.errorRate,
  };
  const all = symptoms.flatMap(symptom => {
    const rate =
      symptom in rates
        ? rates[symptom as keyof typeof rates]
        : hotspot.topSymptoms.find(one => one.symptom === symptom)?.rate;
    return rate ? [{ symptom, rate }] : [];
  });
  const number = (metric: string, figure: typeof hotspot.impact) => (
    <Explained metric={metric} about={about} figure={figure} />
  );
  return (
    <CardGrid label={text.rates} min={170}>
      <Stat label={text.impact} value={number('impact', hotspot.impact)} />
      <Stat label={text.users} value={number('users', hotspot.users)} />
      <Stat
        label={text.severity}
        value={number('severity', hotspot.severity)}
        delta={deltaOf(about, hotspot.severity, { wanted: -1, digits: 3 })}
      />
      {all.map(({ symptom, rate }) => (
        <Stat key={symptom} label={messages.symptoms[symptom]} value={number(symptom, rate)} />
      ))}
      <Stat label={text.drop} value={number('dropoffRate', hotspot.dropoffRate)} />
      <Stat label={text.time} value={number('timeSpent', hotspot.timeSpent)} />
    </CardGrid>
  );
}

/** What happened on one screen: figures, incidents, and some sessions stay by stay. */
export function ScreenDetail({ screenId, query }: { screenId: string; query: Filters }) {
  const detail = useHotspot(screenId, query);
  return (
    <QueryView
      query={detail}
      skeleton={<LinesSkeleton lines={8} />}
      isEmpty={({ hotspot, incidents }) => hotspot === null && incidents.length === 0}
      empty={<EmptyState title={text.gone(screenId)} body={messages.empty.nothingBody} />}
    >
      {({ about, hotspot, incidents, samples }) => (
        <>
          <Figures about={about} hotspot={hotspot} />
          <Section title={text.incidents}>
            <DataTable
              caption={text.incidentsCaption}
              columns={incidentColumns(about)}
              rows={incidents}
              rowKey={one => [one.kind, one.elementType, one.elementLabelHash, one.errorCode].join(' ')}
              empty={<Typography variant="body2">{text.noIncidents}</Typography>}
            />
          </Section>
          <Section title={text.samples} description={text.samplesHint}>
            {samples.length === 0 && <Typography variant="body2">{text.noSamples}</Typography>}
            {samples.map(timeline => (
              <SessionTimeline key={timeline.sessionId} timeline={timeline} screenId={screenId} />
            ))}
          </Section>
          <Definitions about={about} />
        </>
      )}
    </QueryView>
  );
}
