import type { PortalBoot } from '@netcrab/plugin-api/frontend';

/**
 * What the server wrote into the page.
 * @throws when the page was not served by the portal's backend
 */
export function readBoot(page: Document): PortalBoot {
  const text = page.getElementById('netcrab-boot')?.textContent ?? '';
  if (!text.trim().startsWith('{')) {
    throw new Error('This page carries no portal: open it through the backend, which fills it in.');
  }
  return JSON.parse(text) as PortalBoot;
}

/** What lets styles made in the browser pass the page's Content-Security-Policy. */
export function readNonce(page: Document): string | undefined {
  const meta = page.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
  return meta?.nonce || meta?.content || undefined;
}
