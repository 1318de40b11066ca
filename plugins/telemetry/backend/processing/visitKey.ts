import type { VisitId } from './visitEvent';

/**
 * A 53-bit hash of a visit's identity (cyrb53): one number to join and delete by. Two visits of one key are processed
 * together, each by its full identity, so a collision costs time and never correctness.
 */
export function visitKey({ orgId, productId, sessionId, userHash }: VisitId): number {
  const text = `${orgId}\n${productId}\n${sessionId}\n${userHash}`;
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    high = Math.imul(high ^ char, 2_654_435_761);
    low = Math.imul(low ^ char, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0);
}
