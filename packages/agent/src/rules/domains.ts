/** A host, with `*.` in front for all below it, or `*` for any page. */
export const domainPattern = /^(?:\*|(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?)$/i;

/**
 * Whether pages of an origin may send. `example.com` allows that host on any port, `example.com:8443` on that port
 * alone, `*.example.com` every host below it but not itself.
 */
export function domainRule(allowed: readonly string[]): (origin: string) => boolean {
  const entries = allowed.map(entry => entry.toLowerCase());
  return origin => {
    if (entries.includes('*')) return true;
    if (!URL.canParse(origin)) return false;
    const { hostname, host } = new URL(origin);
    return entries.some(entry => {
      const subject = /:\d+$/.test(entry) ? host : hostname;
      return entry.startsWith('*.') ? subject.endsWith(entry.slice(1)) : subject === entry;
    });
  };
}
