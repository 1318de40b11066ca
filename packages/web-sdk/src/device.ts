import type { WebEvent } from './wireEvent';

/** How browsers and systems call themselves, where people call them something else. */
const called: Readonly<Record<string, string>> = {
  Edg: 'Edge',
  OPR: 'Opera',
  Version: 'Safari',
  FxiOS: 'Firefox',
  CriOS: 'Chrome',
  CrOS: 'ChromeOS',
  Mac: 'macOS',
  iPhone: 'iOS',
  iPad: 'iOS',
};
const nameOf = (word = '') => called[word] ?? word;

/** Kind of device, system and browser with its major version: as coarse as comparisons need. */
export function deviceOf(
  agent: string,
  touchPoints: number,
): Pick<WebEvent, 'deviceType' | 'os' | 'browser'> {
  const names = (word: string) => agent.includes(word);
  // iPads call themselves Macs, which have no touch screens.
  const system =
    names('Mac OS X 1') && touchPoints > 1
      ? 'iPad'
      : ['iPhone', 'iPad', 'Android', 'Windows', 'CrOS', 'Mac', 'Linux'].find(names);
  const mobile = names('Mobi');
  // A browser names itself after those it descends from.
  const [, browser, version] =
    [...agent.matchAll(/(Firefox|FxiOS|CriOS|Chrome|OPR|Edg|Version)\w*\/(\d+)/g)].pop() ?? [];
  return {
    deviceType:
      system === 'iPad' || (system === 'Android' && !mobile) ? 'tablet' : mobile ? 'mobile' : 'desktop',
    os: nameOf(system) || undefined,
    browser: browser && `${nameOf(browser)} ${version}`,
  };
}
