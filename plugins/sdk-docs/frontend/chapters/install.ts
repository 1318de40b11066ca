import type { Chapter } from './chapter';
import { packageStart, scriptTag } from './quickStart';

export const install: Chapter = {
  id: 'install',
  title: 'Install',
  subtitle:
    'As a package or by a script tag; under consent, a strict content security policy, or a proxy of your own.',
  parts: facts => [
    {
      id: 'package',
      title: 'As a package',
      text: `
ES modules with types and no dependencies; what you do not call is left out by your bundler. Importing it on a server does
nothing and breaks nothing.

\`@netcrab/web/core\` is the same without the automatic detectors, for those who only want to send their own tasks and
events.`,
      code: [
        { id: 'npm', label: 'npm', language: 'bash', code: 'npm install @netcrab/web' },
        { id: 'init', label: 'JavaScript', language: 'javascript', code: packageStart(facts) },
      ],
    },
    {
      id: 'script-tag',
      title: 'By a script tag',
      text: `
This portal serves the script. It knows the portal by the address it was loaded from, so it needs a key and a product only.
Attributes stand in for \`init\` where a policy forbids inline scripts.

The pinned address never changes its content; with \`integrity\` the browser refuses anything else. Calls made before the
script has come are kept and made then.`,
      code: [
        { id: 'tag', label: 'Script tag', language: 'html', code: scriptTag(facts) },
        {
          id: 'pinned',
          label: 'Pinned',
          language: 'html',
          code: `<script async crossorigin="anonymous"
  src="${facts.origin}/sdk/${facts.hash}/netcrab.js"
  integrity="${facts.integrity}"
  data-ingest-key="${facts.ingestKey}"
  data-product-id="${facts.productId}"></script>`,
        },
        {
          id: 'queue',
          label: 'With calls',
          language: 'html',
          code: `<script>
  window.netcrab = { q: [] };
  for (const call of ['init', 'startTask', 'completeTask', 'track'])
    netcrab[call] = (...args) => netcrab.q.push([call, args]);
  netcrab.init({ ingestKey: '${facts.ingestKey}', productId: '${facts.productId}' });
  netcrab.startTask('create_invoice');
</script>
<script async src="${facts.origin}/sdk/netcrab.js"></script>`,
        },
      ],
    },
    {
      id: 'consent',
      title: 'Consent first',
      text: `
Give \`consent\`, and nothing is recorded or kept in the browser before it is, or becomes, \`true\`. A later call with
\`false\` withdraws it and deletes what was not sent yet. \`optOut()\` does the same and remembers it in this browser.

Global Privacy Control and Do Not Track are honoured always, whatever \`consent\` says.`,
      code: [
        {
          id: 'consent',
          label: 'JavaScript',
          language: 'javascript',
          code: `init({
  // …
  consent: () => cookieBanner.whenAgreed('analytics'), // a boolean, a promise, or a function
});

// later
init({ consent: false }); // withdrawn`,
        },
      ],
    },
    {
      id: 'csp',
      title: 'Content security policy',
      text: `
The SDK needs no inline script, no \`eval\` and no frame. Allow its address for scripts and for connections; the package
needs \`connect-src\` only. Where storage is blocked, events wait in memory instead.`,
      code: [
        {
          id: 'csp',
          label: 'Header',
          language: 'text',
          code: `Content-Security-Policy:
  script-src 'self' ${facts.origin};
  connect-src 'self' ${facts.origin}`,
        },
      ],
    },
    {
      id: 'keys',
      title: 'Keys',
      text: `
A browser key is public: everybody can read it in your page. So it can send events and nothing else, and only from the
origins you list for it. Keys without origins are for servers and agents, and are refused when a browser sends them. Make
and revoke them under [Ingest keys](/settings/ingest-keys).`,
    },
    {
      id: 'sampling',
      title: 'Sampling, segments and people',
      text: `
\`sampleRate: 0.1\` records every tenth session, whole. \`segment\` is a group such as a plan, never a name. \`setUser(id)\`
hashes the id in the page, with a salt of the product; the id itself is neither sent nor kept.`,
      code: [
        {
          id: 'options',
          label: 'JavaScript',
          language: 'javascript',
          code: `import { init, setUser } from '@netcrab/web';

init({ segment: 'enterprise', sampleRate: 0.25 });
setUser(account.id); // null when they sign out`,
        },
      ],
    },
  ],
};
