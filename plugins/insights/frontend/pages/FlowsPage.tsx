import { ChoiceField, useUrlState } from '@netcrab/ui';
import { z } from 'zod';
import type { ArchetypesAsked, FlowAsked } from '../api';
import { messages } from '../messages';
import { FlowGraphView } from '../parts/FlowGraphView';
import { Archetypes, TopPaths } from '../parts/FlowTables';
import { InsightsFilters } from '../parts/InsightsFilters';
import { InsightsPage } from '../parts/InsightsPage';
import { useFilters } from '../urlFilters';

const text = messages.flows;
const stepChoices = ['3', '4', '5', '6', '8', '10'] as const;
const schema = z.object({
  success: z.enum(['', 'true', 'false']).catch('').default(''),
  steps: z.enum(stepChoices).catch('5').default('5'),
  node: z.string().max(310).catch('').default(''),
});

export default function FlowsPage() {
  const { query } = useFilters();
  const [{ success, steps, node }, set] = useUrlState(schema);
  const ended: ArchetypesAsked = { ...query, ...(success !== '' && { success }) };
  const asked: FlowAsked = { ...ended, steps: Number(steps) };
  return (
    <InsightsPage title={text.title} subtitle={text.subtitle}>
      {options => (
        <>
          <InsightsFilters options={options}>
            <ChoiceField
              label={text.success}
              any={messages.filters.any}
              value={success}
              choices={[
                { value: 'true', label: text.successes.true },
                { value: 'false', label: text.successes.false },
              ]}
              onChange={chosen => set({ success: chosen })}
            />
            <ChoiceField
              label={text.steps}
              value={steps}
              choices={stepChoices.map(value => ({ value, label: text.stepCount(Number(value)) }))}
              onChange={chosen => set({ steps: chosen, node: '' })}
            />
          </InsightsFilters>
          <FlowGraphView
            query={asked}
            selected={node}
            onSelect={id => set({ node: id === node ? '' : id }, { replace: true })}
          />
          <TopPaths query={asked} />
          <Archetypes query={ended} />
        </>
      )}
    </InsightsPage>
  );
}
