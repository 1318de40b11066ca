import type { Evidence, NoteCategory, Severity } from '../../contract';

/** What a test found to stand out; the writer makes a note of it. */
export interface Finding {
  readonly kind: FindingKind;
  readonly productId: string;
  readonly category: NoteCategory;
  readonly severity: Severity;
  readonly confidence: number;
  /** What the finding is about, in the words of the product's events. */
  readonly subject: {
    readonly screen?: string;
    readonly task?: string;
    readonly a?: string;
    readonly b?: string;
  };
  readonly relatedScreens: readonly string[];
  /** The first is what the title speaks of. */
  readonly evidence: readonly [Evidence, ...Evidence[]];
  /** Sorts findings of one severity: how much beyond what is calm, in how many sessions. */
  readonly weight: number;
}

export type FindingKind =
  | 'screen_friction'
  | 'screen_confusion'
  | 'screen_conversion'
  | 'release_friction'
  | 'release_success'
  | 'release_duration'
  | 'task_adoption';
