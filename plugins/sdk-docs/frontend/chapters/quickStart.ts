import type { Chapter, Facts } from './chapter';

export const scriptTag = ({ origin, ingestKey, productId }: Facts) =>
  `<script async src="${origin}/sdk/netcrab.js"
  data-ingest-key="${ingestKey}"
  data-product-id="${productId}"
  data-release="1.0.0"></script>`;

export const packageStart = ({ origin, ingestKey, productId }: Facts) =>
  `import { init } from '@netcrab/web';

init({
  ingestKey: '${ingestKey}',
  productId: '${productId}',
  endpoint: '${origin}',
  release: '1.0.0',
});`;

/** Steps that the page lets its reader do; in Markdown they are told. */
export const makeKey = 'make-a-key';
export const firstEvent = 'first-event';

export const quickStart: Chapter = {
  id: '',
  title: 'Quick start',
  subtitle: 'From nothing to your first event, in three steps.',
  parts: facts => [
    {
      id: makeKey,
      title: '1. Make a key',
      text: `
Make one under [ingest keys](/settings/ingest-keys), for the origins your page is served from, or on the
[quick start](/docs/sdk) itself, which fills it in.`,
    },
    {
      id: 'add-the-sdk',
      title: '2. Add the SDK to your page',
      text: `
One tag, or one import. From then on clicks, navigation, scroll depth, focus and errors are recorded by themselves, and
sent a quarter of a second later, or with ten others: [when events are sent](/docs/sdk/events#sent). What people type, read or see
**never** leaves the page: [how that is held](/docs/sdk/privacy).

Set \`release\` to the version you deploy: it is what releases are compared by.`,
      code: [
        { id: 'script', label: 'Script tag', language: 'html', code: scriptTag(facts) },
        { id: 'package', label: 'Package', language: 'javascript', code: packageStart(facts) },
      ],
    },
    {
      id: firstEvent,
      title: '3. See the first event arrive',
      text: `
Load your page and click: the [quick start](/docs/sdk#${firstEvent}) shows its events within two seconds, and
what is refused and why. Nothing there? Look for \`netcrab\` in the page's console.`,
    },
    {
      id: 'name-a-task',
      title: 'Then: name what people came to do',
      text: `
Clicks say how it felt; tasks say whether it worked. Say when one begins and how it ended, and each run gets its duration,
its path, its success and its friction, compared with the task's own good runs. [How to name
tasks](/docs/sdk/task-types)`,
      code: [
        {
          id: 'tasks',
          label: 'JavaScript',
          language: 'javascript',
          code: `import { completeTask, startTask } from '@netcrab/web';

startTask('create_invoice');
// … when it is saved:
completeTask('create_invoice');
// … or when it failed for good:
completeTask('create_invoice', { success: false });`,
        },
      ],
    },
  ],
};
