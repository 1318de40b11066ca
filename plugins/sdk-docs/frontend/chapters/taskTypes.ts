import type { Chapter } from './chapter';

export const taskTypes: Chapter = {
  id: 'task-types',
  title: 'Task types',
  subtitle: 'What people came to do, by a name that lasts.',
  parts: () => [
    {
      id: 'naming',
      title: 'How to name them',
      text: `
A task type is a **verb and its object**: \`create_invoice\`, \`merge_contacts\`, \`export_report\`. One name for the kind of
task, never one per case: \`create_invoice_4711\` would make as many task types as invoices.

Packs compare a task across companies by its name. Where your wording differs from your vertical's, merge or label it in
your registry.`,
      code: [
        {
          id: 'good',
          label: 'JavaScript',
          language: 'javascript',
          code: `startTask('assign_ticket', { queue: 'returns' });
completeTask('assign_ticket');`,
        },
      ],
    },
    {
      id: 'names',
      title: 'Good names',
      text: `
| good | why not |
| --- | --- |
| \`create_invoice\` | \`invoice\`: which of the things done with one? |
| \`assign_ticket\` | \`button_7_clicked\`: a click is not a task |
| \`import_contacts\` | \`Import contacts of Acme Ltd\`: a name of somebody |
| \`approve_expense\` | \`approve_expense_v2\`: releases are compared by \`release\`, so keep the name |`,
    },
    {
      id: 'boundaries',
      title: 'Where they begin and end',
      text: `
Begin where somebody sets out (the form opens, the wizard starts), not where the page loads. Complete where the goal is
reached (it is saved), not where the button is clicked. A run ends as **abandoned** when the session ends, fifteen minutes
pass, or the same task begins anew. Tasks may overlap; each counts by itself.`,
    },
    {
      id: 'inferred',
      title: 'Without any names',
      text: `
Products that name no tasks get **inferred** ones: paths that many sessions share are grouped, and named by their features
until you name them better. They are marked wherever they appear.`,
    },
  ],
};
