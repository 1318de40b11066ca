/** What goes wrong with calls to the API. */
export interface CallFault {
  /** Operation it strikes, such as `Transfers.create`; every one without. */
  readonly operation?: string;
  readonly how: 'error' | 'rate_limit' | 'reset' | 'timeout';
  /** Whether the call has had its effect when it fails; a refusal for its rate never has. Default `before`. */
  readonly when?: 'after' | 'before';
  /** Share of the calls that are struck; default 1. */
  readonly chance?: number;
  /** How often it strikes before it is used up; default without end. */
  readonly times?: number;
}

/** Shares are between 0 and 1 and apply to each delivery of an event when the event is made. */
export interface FaultSwitches {
  /** Never delivered, unless resent. */
  readonly dropEvents: number;
  /** Delivered twice. */
  readonly repeatEvents: number;
  /** Delivered later, by up to `delayMs`. */
  readonly delayEvents: number;
  readonly delayMs: number;
  /** Overtaken by up to twenty later ones. */
  readonly reorderEvents: number;
  readonly failCalls: readonly CallFault[];
}

export interface Faults {
  readonly current: FaultSwitches;
  /** Turns switches; those not named stay. */
  set(switches: Partial<FaultSwitches>): void;
  /** Everything works again. */
  clear(): void;
  /** The fault that strikes this call, if any; used up by asking. */
  strike(operation: string): CallFault | undefined;
  /** How the next delivery goes wrong. */
  delivery(): { dropped: boolean; repeated: boolean; delay: number; overtaken: number };
}

const none: FaultSwitches = {
  dropEvents: 0,
  repeatEvents: 0,
  delayEvents: 0,
  delayMs: 3_600_000,
  reorderEvents: 0,
  failCalls: [],
};

export function createFaults(random: () => number): Faults {
  let current = none;
  let strikes = new Map<CallFault, number>();
  const happens = (share: number) => share > 0 && random() < share;
  return {
    get current() {
      return current;
    },
    set(switches) {
      current = { ...current, ...switches };
      if (switches.failCalls) strikes = new Map();
    },
    clear() {
      current = none;
      strikes = new Map();
    },
    strike(operation) {
      return current.failCalls.find(fault => {
        if (fault.operation !== undefined && fault.operation !== operation) return false;
        const used = strikes.get(fault) ?? 0;
        if (used >= (fault.times ?? Infinity) || !happens(fault.chance ?? 1)) return false;
        strikes.set(fault, used + 1);
        return true;
      });
    },
    delivery: () => ({
      dropped: happens(current.dropEvents),
      repeated: happens(current.repeatEvents),
      delay: happens(current.delayEvents) ? Math.ceil(random() * current.delayMs) : 0,
      overtaken: happens(current.reorderEvents) ? Math.ceil(random() * 20) + 0.5 : 0,
    }),
  };
}
