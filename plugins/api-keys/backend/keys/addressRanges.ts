import { BlockList, isIP } from 'node:net';
import { InvalidRequestError } from '@netcrab/plugin-api/backend';

interface Range {
  readonly address: string;
  readonly bits: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** @returns null when the text is neither an address nor a CIDR range. */
function parseRange(text: string): Range | null {
  const [address = '', bitsText, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0 || address.includes('%')) return null;
  const longest = version === 4 ? 32 : 128;
  if (bitsText !== undefined && !/^(0|[1-9]\d{0,2})$/.test(bitsText)) return null;
  const bits = bitsText === undefined ? longest : Number(bitsText);
  return bits > longest ? null : { address, bits, family: version === 4 ? 'ipv4' : 'ipv6' };
}

/**
 * Checks ranges as a user typed them.
 * @returns them in one form, `address/bits`, without repeats.
 * @throws InvalidRequestError naming each bad one.
 */
export function normalizeRanges(texts: readonly string[]): string[] {
  const problems = texts.flatMap((text, index) =>
    parseRange(text)
      ? []
      : [
          {
            field: `allowedCidrs.${index}`,
            message: `"${text}" is not an address range: write 203.0.113.0/24, 2001:db8::/32 or one address`,
          },
        ],
  );
  if (problems.length > 0)
    throw new InvalidRequestError('Some of the allowed addresses are not address ranges.', problems);
  return [
    ...new Set(
      texts.map(text => {
        const range = parseRange(text);
        return range ? `${range.address}/${range.bits}` : text;
      }),
    ),
  ];
}

/** A test of client addresses; IPv4 in IPv6 notation (`::ffff:192.0.2.1`) counts as IPv4. Null: every address. */
export function addressTest(ranges: readonly string[]): ((ip: string) => boolean) | null {
  if (ranges.length === 0) return null;
  const list = new BlockList();
  for (const text of ranges) {
    const range = parseRange(text);
    if (range) list.addSubnet(range.address, range.bits, range.family);
  }
  return ip => {
    const version = isIP(ip);
    return version !== 0 && list.check(ip, version === 4 ? 'ipv4' : 'ipv6');
  };
}
