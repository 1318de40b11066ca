import type { Chapter } from './chapter';

export const agent: Chapter = {
  id: 'agent',
  title: 'Agent',
  subtitle:
    'A forwarder inside your own network: it decides what may leave, and loses nothing when the way out is closed.',
  parts: ({ origin }) => [
    {
      id: 'why',
      title: 'When to use it',
      text: `
Where browsers must not talk to addresses outside, where user ids must be hashed with a salt that only you hold, or where
some apps and paths must never be seen. It takes the same [wire format](/docs/sdk/events#wire) in and sends it on, so the
SDK needs nothing but its address as \`endpoint\` and one of its keys. Keys of the agent are yours to make; they begin
with \`nc_ingest_\`, as the SDK expects.`,
    },
    {
      id: 'config',
      title: 'Its config',
      text: `
The least it needs; \`orgId\` stands beside your [ingest keys](/settings/ingest-keys). The key for the portal is one without
origins. Where the network has a proxy, \`HTTPS_PROXY\` and \`NO_PROXY\` are read, or \`cloud.proxy\` given.`,
      code: [
        {
          id: 'yaml',
          label: 'agent.yaml',
          language: 'yaml',
          code: `orgId: org_…
listen: { host: 0.0.0.0, port: 8686 }
cloud: { endpoint: '${origin}' }
rules: { domains: [crm.corp.example] }
spool: { folder: /var/lib/netcrab-agent }`,
        },
      ],
    },
    {
      id: 'run',
      title: 'Run it',
      text: `
One process, one config file, one folder. \`--check\` reads the config and says what is wrong with it, field by field.`,
      code: [
        { id: 'npx', label: 'Node', language: 'bash', code: 'npx @netcrab/agent --config agent.yaml' },
        {
          id: 'docker',
          label: 'Docker',
          language: 'bash',
          code: `# from the repository's root
docker build -f packages/agent/deploy/Dockerfile -t netcrab-agent .
docker run --read-only -p 8686:8686 \\
  -v netcrab-spool:/var/lib/netcrab-agent \\
  -v ./agent.yaml:/etc/netcrab-agent/agent.yaml:ro \\
  -e NETCRAB_INGEST_KEY -e NETCRAB_LOCAL_KEYS netcrab-agent`,
        },
      ],
    },
    {
      id: 'promises',
      title: 'What it promises',
      text: `
- It answers only when the events are on its own disk, and survives being killed at any moment.
- While ${new URL(origin).host} cannot be reached, events wait on disk, within bounds you set; it tries again with growing
  pauses. What the portal refuses for good is set aside with its reason, and never holds up the rest.
- User ids leave as HMAC under your salt. Paths you ignore and fields you drop never leave.
- \`/healthz\`, \`/readyz\` and \`/metrics\` say how it is.`,
    },
  ],
};
