/** Bytes that requests may hold in memory at once. */
export interface MemoryBudget {
  /** @returns false when there is no room; otherwise they must be given back. */
  take(bytes: number): boolean;
  giveBack(bytes: number): void;
}

export function memoryBudget(maxBytes: number): MemoryBudget {
  let taken = 0;
  return {
    take(bytes) {
      if (taken + bytes > maxBytes) return false;
      taken += bytes;
      return true;
    },
    giveBack(bytes) {
      taken -= bytes;
    },
  };
}
