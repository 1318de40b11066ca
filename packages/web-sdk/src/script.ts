import { automatic } from './detectors/all';
import { createNetcrab } from './netcrab';
import type { Netcrab } from './types';

/** Calls made before the script came: name of the call and its arguments. */
type Waiting = readonly [keyof Netcrab, ArrayLike<unknown>];
type Global = { netcrab?: Partial<Netcrab> & { readonly q?: readonly Waiting[] } };

/** The address the script came from is the portal's. */
const { src = '', dataset = {} } = (document.currentScript ?? {}) as Partial<HTMLScriptElement>;
const endpoint = /^https?:\/\/[^/]+/.exec(src)?.[0];

const page = window as Global;
const waiting = page.netcrab?.q ?? [];
// A second copy of the script leaves the first at work.
if (!page.netcrab || page.netcrab.q) {
  const netcrab = createNetcrab(automatic, endpoint);
  page.netcrab = netcrab;
  // Where inline scripts are forbidden, attributes of the script tag say it all.
  const { ingestKey, productId, release, segment } = dataset;
  if (ingestKey) {
    const given = { ingestKey, productId, release, segment };
    netcrab.init(dataset.endpoint ? { ...given, endpoint: dataset.endpoint } : given);
  }
  for (const [call, args] of waiting) {
    if (Object.hasOwn(netcrab, call)) (netcrab[call] as (...args: unknown[]) => void)(...Array.from(args));
  }
}
