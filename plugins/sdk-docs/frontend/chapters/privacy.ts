import type { Chapter } from './chapter';

export const privacy: Chapter = {
  id: 'privacy',
  title: 'Privacy',
  subtitle: 'What is never collected, and how that is tested.',
  parts: () => [
    {
      id: 'never',
      title: 'Never collected',
      text: `
- **Keystrokes, values, text**: not what is typed, selected, shown or said. A change of a field is counted, no more.
- **Password fields, textareas and editable text** are invisible: not even that they were touched.
- **Labels**: the label of a button leaves as a hash, so that the same button is known again and its words are not.
- **Ids in addresses**: \`/customers/4711?name=Ada\` leaves as \`/customers/:id\`. The query never leaves.
- **Who**: the id given to \`setUser\` is hashed in the page with a salt of the product. No cookies, no fingerprint.
- Anything within \`data-netcrab-ignore\`, or that matches \`mask.elements\`.`,
      code: [
        {
          id: 'ignore',
          label: 'HTML',
          language: 'html',
          code: `<section data-netcrab-ignore>
  <!-- nothing in here is seen -->
</section>`,
        },
      ],
    },
    {
      id: 'refused',
      title: 'Refused, if it comes anyway',
      text: `
The portal takes known fields only. Keys that look like content or identity (\`email\`, \`name\`, \`text\`, \`value\`,
\`password\`, \`phone\`, \`address\` …), and texts that look like an e-mail address, are refused event by event, with the
field named, and counted by rule under [Products](/settings/products): a leak in somebody's code shows there, not in the
data.`,
    },
    {
      id: 'tested',
      title: 'How that is tested',
      text: `
At every change a real browser uses a page full of planted secrets: typed names, card numbers, labels, passwords, query
strings and ids. All traffic is captured and unpacked, and searched for each of them: in clear, in lower case, encoded. One
found fails the build. The same page is used with storage blocked, offline, under a strict content security policy, and
with Global Privacy Control on, where nothing may be sent at all.`,
    },
    {
      id: 'afterwards',
      title: 'Afterwards',
      text: `
Events are yours: nobody outside your organisation sees them. Data packs are made of what you opt in, per product and pack;
they hold aggregates over at least twenty organisations, with calibrated noise. You may delete a product's data, or one
user's, under [Products](/settings/products), and get a proof of what was removed.`,
    },
  ],
};
