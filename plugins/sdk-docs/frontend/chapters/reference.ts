import sdk from '../reference/sdkReference.json';
import type { Chapter, ChapterPart } from './chapter';

/** The longest alternatives of a type must not end a table's cell. */
const code = (text: string) => `\`${text.replaceAll('|', '\\|')}\``;

const call = (one: (typeof sdk.calls)[number]): ChapterPart => ({
  id: one.name,
  title: one.name,
  text: [
    one.text,
    one.parameters
      .filter(({ text }) => text !== '')
      .map(({ name, optional, text }) => `- ${code(name)}${optional ? ' (optional)' : ''}: ${text}`)
      .join('\n'),
    one.returns && `**Returns**: ${one.returns}`,
  ]
    .filter(Boolean)
    .join('\n\n'),
  code: [
    {
      id: 'typescript',
      label: 'TypeScript',
      language: 'typescript',
      code: [one.signature, one.example].filter(Boolean).join('\n\n'),
    },
  ],
});

const type = (one: (typeof sdk.types)[number]): ChapterPart => ({
  id: one.name,
  title: one.name,
  text: [
    one.text,
    'is' in one && one.is ? code(one.is) : '',
    one.fields.length > 0 &&
      [
        '| field | type | meaning |',
        '| --- | --- | --- |',
        ...one.fields.map(
          field =>
            `| ${code(field.name)}${field.optional || field.name === '…' ? '' : ' *required*'} | ${code(field.type)} | ${field.text.replaceAll('|', '\\|')} |`,
        ),
      ].join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n'),
});

/** From the SDK's own declarations and comments. */
export const reference: Chapter = {
  id: 'api',
  title: 'SDK reference',
  subtitle: 'Every call and type of @netcrab/web, from its own source. No call ever throws.',
  parts: () => [...sdk.calls.map(call), ...sdk.types.map(type)],
};
