/** An event as processing sees it, from the log or from `events_raw`. Times in epoch ms. */
export interface VisitEvent {
  readonly eventId: string;
  /** As the client's clock said. */
  readonly rawTs: number;
  /** Correction of the client's clock, as its batch showed it. */
  readonly shiftMs: number;
  readonly receivedAt: number;
  readonly eventType: string;
  readonly screenId: string;
  readonly appName: string | null;
  readonly name: string | null;
  readonly taskId: string | null;
  readonly success: boolean | null;
  readonly elementType: string | null;
  readonly elementLabelHash: string | null;
  readonly errorCode: string | null;
  readonly responseMs: number | null;
  readonly x: number | null;
  readonly y: number | null;
  readonly deviceType: string | null;
  readonly releaseVersion: string | null;
  readonly segment: string | null;
  readonly sdkVersion: string;
  /** With the clock corrected; set when the visit's events are put in order, in place: copies would cost too much. */
  ts: number;
}

/** An event in its place. */
export type TimedEvent = Readonly<VisitEvent>;

/** What is sessionized together. */
export interface VisitId {
  readonly orgId: string;
  readonly productId: string;
  readonly sessionId: string;
  readonly userHash: string;
}
