import type { Chapter } from './chapter';

export const collected: Chapter = {
  id: 'events',
  title: 'Events',
  subtitle: 'What is recorded by itself, what it becomes, and how to send it without the SDK.',
  parts: ({ origin, ingestKey, productId }) => [
    {
      id: 'automatic',
      title: 'Recorded by themselves',
      text: `
| event | what it holds | what it becomes |
| --- | --- | --- |
| \`click\` | kind of element, hash of its label, place, ms until the page answered | rage clicks, dead clicks, error clicks |
| \`navigation\` | the screen come to, with ids taken out of its path | backtracks, paths, time on screen |
| \`scroll\` | how deep, in quarters | – |
| \`focus_change\` | that the person turned to another window, or came back | context switches |
| \`input_meta\` | that a field was changed, how often and for how long; never to what | forms given up, and the field to blame |
| \`custom\` \`form_submitted\` | that a form was sent | forms that were not given up |
| \`custom\` \`error\` | a code, and a hash of the place | error clicks, error loops |
| \`custom\` of yours | its name and your facts | tasks, and what you track |`,
    },
    {
      id: 'sent',
      title: 'When they are sent',
      text: `
A quarter of a second after the first of them, or at once when there are ten: the live view of the [quick
start](/docs/sdk#first-event) shows a click within two seconds. A page that keeps sending slows down to a batch in five
seconds once it is five minutes' worth of batches, 60 of them, ahead of that pace; after a rest it is quick again. A click
that nothing answers is told after 2.5 seconds, when that is known. As the page is hidden or left, all goes at once; what
cannot be sent waits in the browser.`,
    },
    {
      id: 'scores',
      title: 'From events to scores',
      text: `
A session's **frustration** is 1 − exp(−Σ wᵢ·xᵢ) over its rage clicks (0.3 each), dead clicks (0.2), backtracks (0.2),
errors (0.4) and tasks given up (0.5): a calm one scores 0. A run's **efficiency** compares its duration, clicks and path
with the median of the task's own good runs. The weights are the operator's to set. Try it in the
[playground](/docs/sdk/playground).`,
    },
    {
      id: 'wire',
      title: 'The wire format',
      text: `
Any program may send events: up to 1,000 a batch, gzip or plain, 10 MB at most. The answer comes when they are on disk, and
names each event it refuses by index and field; the others are taken. Repeats are recognised by \`eventId\`, so sending
again after a doubt costs nothing. The [API reference](/docs/api#ingest) has every field.`,
      code: [
        {
          id: 'curl',
          label: 'curl',
          language: 'bash',
          code: `curl "${origin}/v1/events/batch" \\
  -H "Authorization: Bearer ${ingestKey}" \\
  -H "Content-Type: application/json" \\
  -d '{"sdkVersion": "mine/1", "sentAt": "2026-11-01T12:00:00Z", "events": [{
    "eventId": "019a3f4e-7c00-7000-8000-000000000001",
    "productId": "${productId}", "sessionId": "s-1", "userHash": "u-1",
    "ts": "2026-11-01T12:00:00Z", "eventType": "navigation",
    "screenId": "home", "route": "/"}]}'`,
        },
      ],
    },
  ],
};
