import type { Clusters, Figure } from '../../contract';
import { aboutOf } from '../answers/definitions';
import { rowsOf, num, type Reader, type Scope } from '../scope/scope';
import { shareFigure } from '../statistics/intervals';
import { kMeans, seeded, silhouette, type Clustering, type Point } from './kMeans';
import { nameClusters } from './nameClusters';

const mostSessions = 3_000;
const leastSessions = 40;
const most = 5;

interface Session {
  duration: number;
  clicks: number;
  screens: number;
  friction: number;
  abandoned: number;
  device: string | null;
  segment: string | null;
}

/** Long tails are drawn in, and each feature counts alike: in standard deviations from its mean. */
function standardised(sessions: readonly Session[]): Point[] {
  const raw = sessions.map(({ duration, clicks, screens, friction, abandoned }) => [
    Math.log1p(duration / 1000),
    Math.log1p(clicks),
    Math.log1p(screens),
    friction,
    abandoned,
  ]);
  const axes = [0, 1, 2, 3, 4].map(axis => {
    const values = raw.map(point => point[axis] ?? 0);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    return { mean, deviation: deviation || 1 };
  });
  return raw.map(point => axes.map(({ mean, deviation }, axis) => ((point[axis] ?? 0) - mean) / deviation));
}

/** The number of groups that part best; fewer where it makes no difference. */
function best(points: readonly Point[]): { clustering: Clustering; separation: number } {
  const random = seeded(1);
  return Array.from({ length: most - 1 }, (_, index) => {
    const clustering = kMeans(points, index + 2, random);
    return { clustering, separation: silhouette(points, clustering) };
  }).reduce((one, other) => (other.separation > one.separation + 0.01 ? other : one));
}

function commonest(values: readonly (string | null)[]): string | null {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [first] = [...counts].sort(([a, n], [b, m]) => m - n || a.localeCompare(b));
  return first && first[1] > values.length / 2 ? first[0] : null;
}

const mean = (values: readonly number[]): Figure => ({
  value: values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length,
  n: values.length,
});

/** Groups of alike sessions; those read are chosen by a hash of their id, so that the groups stay the same. */
export async function clusterSessions(reader: Reader, scope: Scope): Promise<Clusters> {
  const where = rowsOf('sessions', scope);
  const [[counted], sessions] = await Promise.all([
    reader.query<{ n: bigint }>(`SELECT count(*) AS n FROM fact_sessions WHERE ${where.sql}`, where.params),
    reader.query<Session>(
      `SELECT CAST(duration_ms AS DOUBLE) AS duration, click_count AS clicks, unique_screens AS screens,
         frustration_score AS friction, CAST(tasks_abandoned > 0 AS INTEGER) AS abandoned,
         device_type AS device, segment
       FROM fact_sessions WHERE ${where.sql} ORDER BY hash(session_id), session_id LIMIT ${mostSessions}`,
      where.params,
    ),
  ]);
  const total = num(counted?.n);
  const about = aboutOf(
    scope,
    ['clusterShare', 'clusterDuration', 'clusterClicks', 'clusterFriction', 'clusterAbandoned'],
    Math.max(1, Math.round(total / Math.max(1, sessions.length))),
  );
  if (sessions.length < leastSessions) return { about, clusters: [], separation: null };
  const { clustering, separation } = best(standardised(sessions));
  const names = nameClusters(clustering.centres);
  const clusters = clustering.centres.map((_, group) => {
    const own = sessions.filter((_one, index) => clustering.groups[index] === group);
    return {
      name: names[group] ?? '',
      sessions: Math.round((own.length / sessions.length) * total),
      share: shareFigure(own.length, sessions.length),
      duration: mean(own.map(one => one.duration)),
      clicks: mean(own.map(one => one.clicks)),
      screens: mean(own.map(one => one.screens)),
      friction: mean(own.map(one => one.friction)),
      abandoned: shareFigure(own.filter(one => one.abandoned > 0).length, own.length),
      commonDevice: commonest(own.map(one => one.device)),
      commonSegment: commonest(own.map(one => one.segment)),
    };
  });
  return { about, clusters: clusters.sort((a, b) => b.sessions - a.sessions), separation };
}
