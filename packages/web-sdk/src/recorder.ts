import type { Loss } from './queue';
import type { Settings } from './settings';
import type { EventFacts, WebEvent } from './wireEvent';

/** What detectors see of the client. */
export interface Recorder {
  readonly settings: Settings;
  /** The screen now. */
  screen(): string;
  /** An event of this moment, with its session and screen, to be handed on with {@link commit}; null when none is wanted. */
  draft(facts: EventFacts): WebEvent | null;
  commit(event: WebEvent): void;
  /** Both at once. */
  record(facts: EventFacts): void;
  /** A hash of a label, salted with the product; nothing of an empty one. */
  hash(label: string | null | undefined): string | undefined;
  /** Counts events that were left out. */
  readonly lose: (loss: Loss, count: number) => void;
}

/** Watches the page in one respect. */
export interface Detector {
  /** The page goes away, maybe for good: whatever is held back is handed on now. */
  leave?(): void;
  stop(): void;
}
export type StartDetector = (recorder: Recorder) => Detector;

/** What happens without a call. */
export interface Automatic {
  readonly detectors: readonly StartDetector[];
  /** Facts of the browser, for every event. */
  readonly context?: () => Partial<WebEvent>;
}
