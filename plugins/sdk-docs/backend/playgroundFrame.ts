import { reply } from '@netcrab/plugin-api/backend';

/** A page of its own, so that the SDK in it sees nothing of the portal around it. */
export const playgroundFrame = reply({
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'",
  },
  body: '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Playground</title></head><body></body></html>',
});
