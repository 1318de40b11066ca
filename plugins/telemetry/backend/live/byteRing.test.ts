import fc from 'fast-check';
import { ByteRing, type RingPart } from './byteRing';

describe('a ring of bytes', () => {
  it('gives back the latest parts as they were, and says of others that it has them no more', () => {
    const capacity = 64;
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: capacity + 4 }), { maxLength: 40 }), parts => {
        const ring = new ByteRing(capacity);
        const kept: Array<{ bytes: Uint8Array; part: RingPart }> = [];
        for (const bytes of parts) {
          const part = ring.put(bytes);
          expect(part === null).toBe(bytes.length > capacity);
          if (part) kept.push({ bytes: bytes.slice(), part });
          bytes.fill(255);
          for (const one of kept.filter(({ part }) => ring.holds(part)))
            expect([...ring.read(one.part)]).toEqual([...one.bytes]);
          const lastOnes = kept.slice(-1);
          expect(lastOnes.every(one => ring.holds(one.part))).toBe(true);
        }
      }),
    );
  });

  it('keeps nothing of what was erased, and all of its neighbours', () => {
    const ring = new ByteRing(9);
    const [a, b, c] = ['abc', 'def', 'ghi'].map(text => ring.put(Buffer.from(text))!);
    ring.erase(b!);
    expect([a!, b!, c!].map(part => ring.read(part).toString())).toEqual(['abc', '\0\0\0', 'ghi']);
  });
});
