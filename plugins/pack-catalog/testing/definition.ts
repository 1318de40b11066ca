import { packDefinition, type PackDefinition } from '@netcrab/plugin-pack-builder/contract';

type Spec = PackDefinition['spec'];

export const frictionFields: NonNullable<Spec['fields']> = [
  { name: 'date', type: 'date', description: 'First day of the cell.' },
  { name: 'vertical', type: 'string', description: 'Vertical of the products.' },
  { name: 'task_type', type: 'string', description: 'Registered task type.' },
  { name: 'flow_complexity', type: 'integer', description: 'Bin of the number of steps.' },
  { name: 'median_clicks', type: 'number', description: 'Median clicks of a task run.', unit: 'clicks' },
  { name: 'mean_frict_score', type: 'number', description: 'Mean friction score.', unit: 'points' },
  { name: 'mean_frict_score_moe95', type: 'number', description: 'Margin of the mean.', unit: 'points' },
  { name: 'sample_sessions', type: 'integer', description: 'Sessions in the cell.' },
];

export const flowFields: Spec['fields'] = [
  { name: 'date_window', type: 'string', description: 'Month or quarter.' },
  { name: 'task_type', type: 'string', description: 'Registered task type.' },
  { name: 'archetype_label', type: 'string', description: 'Name of the path.' },
  { name: 'steps', type: 'string[]', description: 'Steps of the path.' },
  { name: 'avg_duration_s', type: 'number', description: 'Mean duration.', unit: 's' },
  { name: 'sample_sessions', type: 'integer', description: 'Sessions in the cell.' },
];

/** A pack definition to test with. */
export const definitionOf = (
  name: string,
  title: string,
  spec: Partial<Spec> = {},
  tags: string[] = [],
): PackDefinition =>
  packDefinition.parse({
    apiVersion: 'netcrab.io/v1',
    kind: 'DataPack',
    metadata: {
      name,
      title,
      description: `${title}: how long tasks take and where they hurt. Built daily.`,
      tags,
    },
    spec: {
      kind: 'ux_benchmarks',
      vertical: 'B2B_CRM',
      table: 'mp_ux_friction_daily',
      fields: frictionFields,
      updateFrequency: 'daily',
      categories: ['Benchmarks'],
      useCases: ['Compare your product with its peers.'],
      license: {
        name: 'NetCrab Data License',
        do: ['Use it inside.'],
        dont: ['Resell it.'],
        text: 'The full text.',
      },
      pricing: { standard: '499.00', pro: '1500.00', enterprise: 'contact' },
      ...spec,
    },
  });
