import type { Clock } from '@netcrab/plugin-api/backend';
import type { RowReservation } from '../../contract';

/** Of one quota: an org's rows of a pack in a month. */
export interface QuotaKey {
  readonly orgId: string;
  readonly packId: string;
  readonly month: string;
}

export interface DeliveredRows {
  readonly date: string;
  readonly keyId: string;
  rows: number;
  requests: number;
}

/** What one write to the database takes off a lease: delivered rows, which are charged, and rows that go back. */
export interface Settlement {
  readonly leaseId: string;
  readonly quota: QuotaKey;
  readonly seq: number;
  readonly delivered: readonly DeliveredRows[];
  readonly deliveredRows: number;
  readonly returnedRows: number;
}

/** An idle slice goes back, so that others can have it. */
const idleMs = 10_000;
/** Rows wait no longer than this to be written before handing out pauses, so that a crash forgives less than a second. */
const unwrittenMs = 750;

/**
 * A lease in memory: rows of a quota that this instance may hand out without asking. Each leased row is in exactly one place:
 * free, reserved for a running request, delivered but not yet written, or in the settlement being written.
 */
export class Slice {
  free = 0;
  reserved = 0;
  deliveredRows = 0;
  /** No new reservations; what is free goes back. */
  retired = false;
  /** Another instance needs what is free. */
  recalled = false;
  /** A settlement failed: until it succeeds nothing more is handed out, so that little is forgiven if the lease is lost. */
  blocked = false;
  /** Epoch ms; well before the lease ends in the database, so that clocks may differ by the margin. */
  usableUntil = 0;
  /** Below this many free rows more are asked for, ahead of need. */
  lowWater = 0;
  /** Epoch ms before which asking for more is pointless. */
  refillAfter = 0;
  sending: Settlement | null = null;
  private lost = false;
  private seq = 0;
  private lastUsedAt: number;
  private delivered = new Map<string, DeliveredRows>();
  /** Epoch ms of the oldest delivery in `delivered`, and of that in `sending`. */
  private deliveredSince: number | null = null;
  private sendingSince: number | null = null;

  constructor(
    readonly leaseId: string,
    readonly quota: QuotaKey,
    readonly limit: number,
    /** Epoch ms at which the month ends. */
    readonly monthEnd: number,
    private readonly clock: Clock,
  ) {
    this.lastUsedAt = clock.now();
  }

  canGive(rows: number, now: number): boolean {
    return rows <= this.free && !this.retired && this.isUsable(now);
  }

  /** Whether the database let it hand out lately, and keeps up with what it hands out. */
  isUsable(now: number): boolean {
    return !this.blocked && now < this.usableUntil && !this.isOverdue(now);
  }

  /** Whether what was delivered has waited too long for the database, which may be slow, or stand still. */
  isOverdue(now: number): boolean {
    const since = this.sendingSince ?? this.deliveredSince;
    return since !== null && now - since >= unwrittenMs;
  }

  take(rows: number, keyId: string, date: string, now: number): RowReservation {
    this.free -= rows;
    this.reserved += rows;
    this.lastUsedAt = now;
    return new SliceReservation(this, rows, keyId, date);
  }

  /** Ends a reservation: `delivered` of its rows count, the rest is free again. */
  end(reserved: number, delivered: number): void {
    this.reserved -= reserved;
    this.free += reserved - delivered;
    this.deliveredRows += delivered;
  }

  note(rows: number, keyId: string, date: string): void {
    this.deliveredSince ??= this.clock.now();
    const id = date + keyId;
    const entry = this.delivered.get(id);
    if (entry) {
      entry.rows += rows;
      entry.requests += 1;
    } else {
      this.delivered.set(id, { date, keyId, rows, requests: 1 });
    }
  }

  /** What to write now; the same again until {@link settled} is called. Null: nothing. */
  settlement(now: number, renewAt: number): Settlement | null {
    if (this.lost) {
      this.delivered.clear();
      this.deliveredRows = 0;
      this.free = 0;
      return null;
    }
    if (this.sending) return this.sending;
    const surrender =
      this.retired || this.recalled || now >= this.monthEnd || now - this.lastUsedAt >= idleMs;
    const returnedRows = surrender ? this.free : 0;
    if (this.delivered.size === 0 && returnedRows === 0 && (this.reserved === 0 || now < renewAt))
      return null;
    this.free -= returnedRows;
    this.sending = {
      leaseId: this.leaseId,
      quota: this.quota,
      seq: ++this.seq,
      delivered: [...this.delivered.values()],
      deliveredRows: this.deliveredRows,
      returnedRows,
    };
    this.sendingSince = this.deliveredSince;
    this.delivered = new Map();
    this.deliveredSince = null;
    this.deliveredRows = 0;
    return this.sending;
  }

  /** The lease is gone, and its rows with it: nothing of it is charged any more. */
  abandon(): void {
    this.lost = true;
    this.sending = null;
    this.free = 0;
  }

  settled(usableUntil: number): void {
    this.sending = null;
    this.sendingSince = null;
    this.blocked = false;
    this.recalled = false;
    this.usableUntil = usableUntil;
  }

  /** Rows handed out and not yet counted by the database. */
  get unsettled(): number {
    return this.deliveredRows + (this.sending?.deliveredRows ?? 0);
  }

  get isEmpty(): boolean {
    return this.free === 0 && this.reserved === 0 && this.delivered.size === 0 && this.sending === null;
  }
}

class SliceReservation implements RowReservation {
  private open = true;

  constructor(
    private readonly slice: Slice,
    private readonly rows: number,
    private readonly keyId: string,
    private readonly date: string,
  ) {}

  settle(rows: number): void {
    if (!Number.isSafeInteger(rows) || rows < 0 || rows > this.rows) {
      throw new RangeError(`Cannot settle ${rows} rows: ${this.rows} were reserved`);
    }
    if (!this.open) return;
    this.open = false;
    this.slice.end(this.rows, rows);
    this.slice.note(rows, this.keyId, this.date);
  }

  release(): void {
    if (!this.open) return;
    this.open = false;
    this.slice.end(this.rows, 0);
  }
}
