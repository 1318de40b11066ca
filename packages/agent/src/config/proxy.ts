import { part, type Environment, type Settings } from './secrets';

/** Whether `NO_PROXY` excepts the host: it, a domain it is of, with or without a port, or `*`. */
function isExcepted(list: string, { hostname, port }: URL): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
    .some(entry => {
      if (entry === '*') return true;
      const [, only] = /^(?:[^:]+|\[.+\]):(\d+)$/.exec(entry) ?? [];
      const name = only ? entry.slice(0, -only.length - 1) : entry;
      const domain = name.replace(/^\[|\]$/g, '').replace(/^\*?\./, '');
      const isPort = only === undefined || only === (port || '443');
      return isPort && (host === domain || host.endsWith(`.${domain}`));
    });
}

/** The proxy that the environment names for an https address; undefined where it names none. */
function proxyOf(endpoint: string, environment: Environment): string | undefined {
  if (!URL.canParse(endpoint)) return undefined;
  const url = new URL(endpoint);
  const named = environment.https_proxy || environment.HTTPS_PROXY;
  const excepted = environment.no_proxy || environment.NO_PROXY || '';
  if (!named || url.protocol !== 'https:' || isExcepted(excepted, url)) return undefined;
  // Many write the host and the port alone.
  return named.includes('://') ? named : `http://${named}`;
}

/**
 * Lays the settings over what the environment says of proxies, as curl and others read it: `HTTPS_PROXY`, `NO_PROXY`, in
 * capitals or not.
 */
export function withProxy(settings: Settings, environment: Environment): Settings {
  const cloud = part(settings, 'cloud');
  const proxy = proxyOf(String(cloud.endpoint), environment);
  return proxy ? { ...settings, cloud: { proxy, ...cloud } } : settings;
}
