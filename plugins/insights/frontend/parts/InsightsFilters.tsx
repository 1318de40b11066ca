import { ChoiceField, FilterBar, type ActiveFilter } from '@netcrab/ui';
import type { ReactNode } from 'react';
import type { Options } from '../../contract';
import { messages } from '../messages';
import { filterKeys, useFilters, type FilterKey, type UrlFilters } from '../urlFilters';
import { daysShown, RangeField } from './RangeField';

const text = messages.filters;
type Chosen = Exclude<FilterKey, 'from' | 'to'>;

const choicesOf = (options: Options): Record<Chosen, { value: string; label: string }[]> => {
  const plain = (values: readonly string[]) => values.map(value => ({ value, label: value }));
  return {
    productId: options.products.map(({ productId, name }) => ({ value: productId, label: name })),
    release: plain(options.releases.map(({ release }) => release)),
    segment: plain(options.segments),
    device: plain(options.devices),
    task: plain(options.tasks.map(({ task }) => task)),
  };
};

interface Props {
  options: Options;
  /** Filters that the page has no use for. */
  without?: readonly Chosen[];
  /** Fields of the page's own, after the shared ones. */
  children?: ReactNode;
}

/** The filters every view shares; each stands in the address. A value a link brings is shown even if no event has it. */
export function InsightsFilters({ options, without = [], children }: Props) {
  const { state, set } = useFilters();
  const choices = choicesOf(options);
  const nameOf = (key: Chosen, value: string) =>
    choices[key].find(one => one.value === value)?.label ?? value;
  const keys = filterKeys.filter(
    (key): key is Chosen => key !== 'from' && key !== 'to' && !without.includes(key as Chosen),
  );
  const { from, to } = daysShown(state);
  const change = (key: Chosen, value: string) => set({ [key]: value } as Partial<UrlFilters>);
  const active = keys
    .filter(key => state[key] !== '')
    .map((key): ActiveFilter => ({
      key,
      label: `${text.names[key]}: ${nameOf(key, state[key])}`,
      onRemove: () => change(key, ''),
    }));
  return (
    <FilterBar
      active={active}
      result={messages.explained.window(from, to)}
      onClear={() => set({ productId: '', release: '', segment: '', device: '', task: '' })}
    >
      <RangeField state={state} onChange={set} />
      {keys
        .filter(key => choices[key].length > 1 || state[key] !== '')
        .map(key => (
          <ChoiceField
            key={key}
            label={text.names[key]}
            any={text.any}
            value={state[key]}
            choices={
              choices[key].some(one => one.value === state[key]) || state[key] === ''
                ? choices[key]
                : [...choices[key], { value: state[key], label: state[key] }]
            }
            onChange={value => change(key, value)}
          />
        ))}
      {children}
    </FilterBar>
  );
}
