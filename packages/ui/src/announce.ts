import { visuallyHidden } from './page/visuallyHidden';

const regions = new Map<'polite' | 'assertive', HTMLElement>();

function regionOf(politeness: 'polite' | 'assertive'): HTMLElement {
  let region = regions.get(politeness);
  if (!region?.isConnected) {
    region = document.createElement('div');
    region.setAttribute('aria-live', politeness);
    region.setAttribute('role', politeness === 'polite' ? 'status' : 'alert');
    Object.assign(region.style, visuallyHidden);
    document.body.append(region);
    regions.set(politeness, region);
  }
  return region;
}

/**
 * Says something to people who listen to the page instead of looking at it: a filter's result count, an undone
 * switch. The same words twice are said twice.
 */
export function announce(message: string, politeness: 'polite' | 'assertive' = 'polite'): void {
  const region = regionOf(politeness);
  region.textContent = region.textContent === message ? `${message}\u00a0` : message;
}
