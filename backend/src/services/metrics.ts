import type { MetricsService } from '@netcrab/plugin-api/backend';
import client from 'prom-client';

export interface Metrics extends MetricsService {
  readonly contentType: string;
  /** The Prometheus text of all metrics. The first call also starts those of the process: an unscraped portal pays nothing. */
  render(): Promise<string>;
}

type Kind = 'counter' | 'gauge' | 'histogram';

/** Two plugins may count under one name if they agree on kind and labels; otherwise the second is refused. */
export function createMetrics(): Metrics {
  const registry = new client.Registry();
  const made = new Map<string, { readonly shape: string; readonly metric: unknown }>();
  let processMetrics = false;

  function once<T>(kind: Kind, name: string, labels: readonly string[], make: () => T): T {
    const shape = `${kind}(${[...labels].sort().join(', ')})`;
    const existing = made.get(name);
    if (existing && existing.shape !== shape)
      throw new Error(
        `The metric "${name}" exists already as ${existing.shape}; it cannot be a ${shape} too.`,
      );
    if (existing) return existing.metric as T;
    const metric = make();
    made.set(name, { shape, metric });
    return metric;
  }

  return {
    contentType: registry.contentType,
    counter(name, help, labels = []) {
      const counter = once('counter', name, labels, () => {
        return new client.Counter({ name, help, labelNames: [...labels], registers: [registry] });
      });
      return { inc: (values, amount = 1) => (values ? counter.inc(values, amount) : counter.inc(amount)) };
    },
    gauge(name, help, labels = []) {
      const gauge = once('gauge', name, labels, () => {
        return new client.Gauge({ name, help, labelNames: [...labels], registers: [registry] });
      });
      return { set: (value, values) => (values ? gauge.set(values, value) : gauge.set(value)) };
    },
    histogram(name, help, { buckets, labels = [] }) {
      const histogram = once('histogram', name, labels, () => {
        return new client.Histogram({
          name,
          help,
          buckets: [...buckets],
          labelNames: [...labels],
          registers: [registry],
        });
      });
      return {
        observe: (value, values) => (values ? histogram.observe(values, value) : histogram.observe(value)),
      };
    },
    render() {
      if (!processMetrics) {
        processMetrics = true;
        client.collectDefaultMetrics({ register: registry });
      }
      return registry.metrics();
    },
  };
}
