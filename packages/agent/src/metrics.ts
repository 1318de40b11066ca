import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface MetricSources {
  readonly pendingBytes: () => number;
  readonly diskBytes: () => number;
  readonly maxBytes: number;
  /** Seconds. */
  readonly oldestAge: () => number;
  readonly deadLetterBytes: () => number;
  readonly cloudUp: () => boolean;
}

/** Everything counted; counters start at zero with the process. */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Counter<Label>({ name: `netcrab_agent_${name}`, help, labelNames, registers });
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name: `netcrab_agent_${name}`,
      help,
      registers,
      collect() {
        this.set(value());
      },
    });
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    accepted: counter('events_accepted_total', 'Events acknowledged: on disk, to be forwarded.'),
    rejected: counter('events_rejected_total', 'Events refused, by rule of the wire format.', 'rule'),
    dropped: counter('events_dropped_total', 'Events left out: by your rules, or for room or age.', 'rule'),
    refusedRequests: counter('requests_refused_total', 'Requests refused as a whole.', 'reason'),
    forwarded: counter('events_forwarded_total', 'Events the cloud answered for.', 'outcome'),
    attempts: counter('forward_attempts_total', 'Batches sent to the cloud.', 'outcome'),
    deadLetters: counter(
      'dead_letter_events_total',
      'Events the cloud refused for good, by its status.',
      'reason',
    ),
    damaged: counter('spool_damaged_lines_total', 'Lines of the spool that could not be read.'),
    appendSeconds: new Histogram({
      name: 'netcrab_agent_append_seconds',
      help: 'From events judged to events on disk.',
      buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
      registers,
    }),
    /** Adds what is read at the time of asking. */
    watch(sources: MetricSources) {
      gauge('spool_pending_bytes', 'Bytes on disk that wait to be forwarded.', sources.pendingBytes);
      gauge('spool_disk_bytes', 'Bytes the spool takes on disk.', sources.diskBytes);
      gauge('spool_max_bytes', 'Bytes the spool may take.', () => sources.maxBytes);
      gauge('spool_oldest_age_seconds', 'Age of the oldest events that wait.', sources.oldestAge);
      gauge('dead_letter_bytes', 'Bytes of events set aside.', sources.deadLetterBytes);
      gauge('cloud_up', '1 while the cloud takes events.', () => Number(sources.cloudUp()));
    },
  };
}

export type AgentMetrics = ReturnType<typeof createMetrics>;
