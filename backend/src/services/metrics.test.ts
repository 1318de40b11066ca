import { createMetrics } from './metrics';

describe('metrics', () => {
  it('renders counters, gauges and histograms, with and without labels', async () => {
    const metrics = createMetrics();
    metrics.counter('requests_total', 'Requests.', ['route']).inc({ route: '/x' }, 2);
    metrics.counter('starts_total', 'Starts.').inc();
    metrics.gauge('queue_depth', 'Waiting.').set(3);
    metrics.gauge('lag', 'Lag.', ['topic']).set(5, { topic: 'a' });
    metrics
      .histogram('seconds', 'Time.', { buckets: [0.1, 1], labels: ['route'] })
      .observe(0.5, { route: '/x' });
    metrics.histogram('bytes', 'Size.', { buckets: [10] }).observe(4);
    const text = await metrics.render();
    expect(text).toContain('requests_total{route="/x"} 2');
    expect(text).toContain('starts_total 1');
    expect(text).toContain('queue_depth 3');
    expect(text).toContain('lag{topic="a"} 5');
    expect(text).toContain('seconds_bucket{le="1",route="/x"} 1');
    expect(text).toContain('bytes_sum 4');
    expect(text).toContain('process_cpu_seconds_total');
    expect(await metrics.render()).toContain('starts_total 1');
    expect(metrics.contentType).toContain('text/plain');
  });

  it('shares a metric of the same shape, refuses another', async () => {
    const metrics = createMetrics();
    metrics.counter('hits_total', 'Hits.').inc();
    metrics.counter('hits_total', 'Hits.').inc();
    expect(await metrics.render()).toContain('hits_total 2');
    expect(() => metrics.gauge('hits_total', 'Hits.')).toThrow('"hits_total" exists already as counter()');
  });

  it('keeps the metrics of two portals in one process apart', async () => {
    createMetrics().counter('hits_total', 'Hits.').inc();
    expect(await createMetrics().render()).not.toContain('hits_total');
  });
});
