import type { QuotaKey, Slice } from './slice';

/** Tells quotas apart. */
export const quotaName = ({ orgId, packId, month }: QuotaKey) => `${orgId}|${packId}|${month}`;

/** The slices that this instance has: of each quota the one that hands out, and retired ones with something left to settle. */
export class LiveSlices {
  private readonly handingOut = new Map<string, Slice>();
  private readonly draining = new Set<Slice>();

  /** The one that hands out. */
  get(quota: QuotaKey): Slice | undefined {
    return this.handingOut.get(quotaName(quota));
  }

  all(): Slice[] {
    return [...this.handingOut.values(), ...this.draining];
  }

  ofQuota(quota: QuotaKey): Slice[] {
    const id = quotaName(quota);
    return this.all().filter(slice => quotaName(slice.quota) === id);
  }

  /** Makes a slice that was granted rows the one that hands out, unless it was retired or replaced meanwhile. */
  adopt(slice: Slice): boolean {
    const current = this.get(slice.quota) ?? slice;
    if (slice.retired || current !== slice) {
      this.retire(slice);
      return false;
    }
    this.handingOut.set(quotaName(slice.quota), slice);
    return true;
  }

  retire(slice: Slice): void {
    slice.retired = true;
    if (this.get(slice.quota) === slice) this.handingOut.delete(quotaName(slice.quota));
    this.draining.add(slice);
  }

  retireAll(): void {
    for (const slice of this.handingOut.values()) this.retire(slice);
  }

  /** Answers whether any are left. */
  forgetEmpty(): boolean {
    for (const [id, slice] of this.handingOut) if (slice.isEmpty) this.handingOut.delete(id);
    for (const slice of this.draining) if (slice.isEmpty) this.draining.delete(slice);
    return this.handingOut.size + this.draining.size > 0;
  }
}
