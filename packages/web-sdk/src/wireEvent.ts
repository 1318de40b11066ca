/** One event as it is sent: the part of the wire format that this SDK uses. A test holds it to the portal's own. */
export interface WebEvent {
  readonly eventId: string;
  readonly productId: string;
  readonly sessionId: string;
  /** Changed once at most, when an anonymous person of the same page turns out to be a known one. */
  userHash: string;
  readonly ts: string;
  readonly eventType: 'click' | 'scroll' | 'input_meta' | 'navigation' | 'focus_change' | 'custom';
  readonly screenId: string;
  readonly route: string;
  readonly name?: string;
  readonly taskId?: string;
  readonly success?: boolean;
  readonly elementType?: string;
  readonly elementLabelHash?: string;
  readonly errorCode?: string;
  /** Set when the response comes; absent when none came. */
  responseMs?: number;
  readonly x?: number;
  readonly y?: number;
  readonly deviceType?: 'desktop' | 'mobile' | 'tablet';
  readonly os?: string;
  readonly browser?: string;
  readonly releaseVersion?: string;
  readonly segment?: string;
  readonly extra?: Readonly<Record<string, number | boolean | string>>;
}

/** What a recording call says of an event; all else is added. */
export type EventFacts = Pick<WebEvent, 'eventType'> & Partial<WebEvent>;

/** Named to the portal with every batch: sources that measure responses to clicks begin with it. */
export const sdkVersion = '@netcrab/web@0.1.0';
