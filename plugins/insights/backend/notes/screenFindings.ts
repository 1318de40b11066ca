import type { Evidence, Filters, NoteCategory, Severity, Symptom } from '../../contract';
import type { RankedScreen } from '../hotspots/rankScreens';
import { quantileAbove, upperTail } from '../statistics/normal';
import { wilson, z95 } from '../statistics/intervals';
import { screenAddress } from './addresses';
import type { Finding, FindingKind } from './finding';

export interface NoteThresholds {
  /** Shares of a screen's sessions (for turning back, of all) that any product has; only what is surely above is worth a note. */
  readonly calm: Readonly<Record<Symptom, number>>;
  readonly leastSessions: number;
  /** Chance that a product without a problem gets any note at all. */
  readonly falseAlarm: number;
}

/** What a screen is tested for; the symptoms of one kind make one note. */
const kinds: ReadonlyArray<{ kind: FindingKind; category: NoteCategory; symptoms: readonly Symptom[] }> = [
  { kind: 'screen_friction', category: 'friction', symptoms: ['rage_click', 'dead_click', 'error'] },
  { kind: 'screen_confusion', category: 'confusion', symptoms: ['backtrack'] },
  { kind: 'screen_conversion', category: 'conversion', symptoms: ['form_abandonment'] },
];
export const testsPerScreen = kinds.reduce((sum, { symptoms }) => sum + symptoms.length, 0);

type Screen = RankedScreen;

export const testableScreens = (screens: readonly Screen[], { leastSessions }: NoteThresholds): Screen[] =>
  screens.filter(({ sessions }) => sessions >= leastSessions);

const severityOf = (excess: number): Severity => (excess >= 0.2 ? 'high' : excess >= 0.08 ? 'medium' : 'low');

/** How surely a share lies above the calm one, and by how much at least. */
function beyond(hits: number, n: number, calm: number, z: number) {
  return {
    excess: wilson(hits, n, z).low - calm,
    deviation: (hits / n - calm) / Math.sqrt((calm * (1 - calm)) / n),
  };
}

/**
 * Screens where a symptom surely meets more sessions than in a calm product: the lower end of the one-sided interval,
 * at the level that `tests` comparisons leave of the false-alarm rate (Bonferroni), lies above the calm share.
 * Turning back is held against all sessions of the product: few come to a screen that is only ever looked at in passing,
 * and all of those turn back.
 * @param sessionsOf sessions per product
 */
export function screenFindings(
  screens: readonly Screen[],
  sessionsOf: ReadonlyMap<string, number>,
  thresholds: NoteThresholds,
  tests: number,
  filters: Filters,
): Finding[] {
  const z = quantileAbove(thresholds.falseAlarm / Math.max(1, tests));
  return testableScreens(screens, thresholds).flatMap(screen =>
    kinds.flatMap(({ kind, category, symptoms }) => {
      const met = symptoms
        .map(symptom => {
          const n = screen.sessions;
          const hits = Math.round((screen.rates[symptom].value ?? 0) * n);
          const tested = symptom === 'backtrack' ? (sessionsOf.get(screen.productId) ?? n) : n;
          return { symptom, hits, n, ...beyond(hits, tested, thresholds.calm[symptom], z) };
        })
        .filter(({ excess }) => excess > 0)
        .sort((a, b) => b.excess - a.excess);
      const query = screenAddress(screen.screenId, { ...filters, productId: screen.productId });
      const [first, ...others] = met.map(({ symptom, hits, n }): Evidence => {
        const { low, high } = wilson(hits, n, z95);
        return { metric: symptom, value: hits / n, n, ci: [low, high], query };
      });
      const [strongest] = met;
      if (!first || !strongest) return [];
      return [
        {
          kind,
          category,
          productId: screen.productId,
          severity: severityOf(strongest.excess),
          confidence: Math.max(0, 1 - tests * upperTail(strongest.deviation)),
          subject: { screen: screen.screenId },
          relatedScreens: [screen.screenId],
          evidence: [first, ...others] as const,
          weight: strongest.excess * screen.sessions,
        },
      ];
    }),
  );
}
