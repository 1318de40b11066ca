import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { TestPortal } from '../testing';
import { ChoiceField } from './ChoiceField';
import { Facets } from './Facets';
import { FilterBar } from './FilterBar';
import { PickField } from './PickField';
import { SearchField } from './SearchField';

describe('SearchField', () => {
  function View({ onChange }: { onChange: (value: string) => void }) {
    const [value, setValue] = useState('');
    const change = (next: string) => {
      setValue(next);
      onChange(next);
    };
    return (
      <>
        <SearchField label="Search packs" value={value} onChange={change} delayMs={100} />
        <button onClick={() => setValue('from outside')}>set</button>
      </>
    );
  }

  const show = () => {
    jest.useFakeTimers();
    const onChange = jest.fn();
    render(
      <TestPortal>
        <View onChange={onChange} />
      </TestPortal>,
    );
    const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
    return { user, onChange, field: screen.getByRole('searchbox', { name: 'Search packs' }) };
  };
  afterEach(() => jest.useRealTimers());

  test('speaks up when typing pauses, not at each letter', async () => {
    const { user, onChange, field } = show();
    await user.type(field, 'crm');
    expect(onChange).not.toHaveBeenCalled();
    await user.click(document.body);
    act(() => jest.advanceTimersByTime(100));
    expect(onChange.mock.calls).toEqual([['crm']]);
  });

  test('Escape and the button clear it at once', async () => {
    const { user, onChange, field } = show();
    await user.type(field, 'crm{Escape}');
    expect(field).toHaveValue('');
    expect(onChange).toHaveBeenLastCalledWith('');
    await user.type(field, 'x');
    await user.click(screen.getByRole('button', { name: 'Clear the search' }));
    expect(field).toHaveValue('');
  });

  test('follows a value set from outside', async () => {
    const { user, field } = show();
    await user.click(screen.getByRole('button', { name: 'set' }));
    expect(field).toHaveValue('from outside');
  });
});

test('filters in force can be removed one by one or together, and the result is announced', async () => {
  const user = userEvent.setup();
  const onRemove = jest.fn();
  const onClear = jest.fn();
  render(
    <TestPortal>
      <FilterBar
        active={[{ key: 'crm', label: 'Vertical: CRM', onRemove }]}
        onClear={onClear}
        result="3 packs"
      />
    </TestPortal>,
  );
  const bar = within(screen.getByRole('group', { name: 'Filters' }));
  expect(bar.getByRole('status')).toHaveTextContent('3 packs');
  await user.click(bar.getByRole('button', { name: 'Remove filter Vertical: CRM' }));
  await user.click(bar.getByRole('button', { name: 'Clear filters' }));
  expect(onRemove).toHaveBeenCalledTimes(1);
  expect(onClear).toHaveBeenCalledTimes(1);
});

test('a bar whose filters stand for themselves keeps no room below', () => {
  const bar = (more: object) => (
    <TestPortal>
      <FilterBar {...more}>
        <span>Show</span>
      </FilterBar>
    </TestPortal>
  );
  const { rerender } = render(bar({}));
  expect(screen.queryByRole('status')).toBeNull();
  // Where filters can come, the room is there before them.
  rerender(bar({ onClear: () => undefined }));
  expect(screen.getByRole('status')).toBeEmptyDOMElement();
});

test('facets add and remove their values; a chosen one is never folded away', async () => {
  const user = userEvent.setup();
  const onChange = jest.fn();
  const options = Array.from({ length: 9 }, (_, index) => ({
    value: `v${index}`,
    label: `Value ${index}`,
    count: index,
  }));
  render(
    <TestPortal>
      <Facets
        groups={[{ id: 'vertical', label: 'Vertical', options, selected: ['v8'] }]}
        onChange={onChange}
      />
    </TestPortal>,
  );
  const group = within(screen.getByRole('group', { name: 'Vertical' }));
  expect(group.getByRole('checkbox', { name: /Value 8/ })).toBeChecked();
  expect(group.queryByRole('checkbox', { name: /Value 7/ })).not.toBeInTheDocument();
  await user.click(group.getByRole('checkbox', { name: /Value 1/ }));
  expect(onChange).toHaveBeenLastCalledWith('vertical', ['v8', 'v1']);
  await user.click(group.getByRole('checkbox', { name: /Value 8/ }));
  expect(onChange).toHaveBeenLastCalledWith('vertical', []);
  await user.click(group.getByRole('button', { name: 'Show all 9' }));
  expect(group.getByRole('checkbox', { name: /Value 7/ })).toBeInTheDocument();
});

test('a choice is one of a few, or none of them', async () => {
  const chosen: string[] = [];
  function View() {
    const [value, setValue] = useState<'b' | 'a' | ''>('');
    return (
      <ChoiceField
        label="State"
        any="All states"
        choices={[
          { value: 'a', label: 'Active' },
          { value: 'b', label: 'Broken' },
        ]}
        value={value}
        onChange={next => {
          chosen.push(next);
          setValue(next);
        }}
      />
    );
  }
  render(
    <TestPortal>
      <View />
    </TestPortal>,
  );
  const user = userEvent.setup();
  for (const [open, option] of [
    ['All states', 'Broken'],
    ['Broken', 'All states'],
  ] as const) {
    const field = screen.getByRole('combobox', { name: 'State' });
    expect(field).toHaveTextContent(open);
    await user.click(field);
    await user.click(screen.getByRole('option', { name: option }));
  }
  expect(chosen).toEqual(['b', '']);
});

describe('PickField', () => {
  const choices = ['Ada', 'Bob', 'Cyd'].map(name => ({ id: name.toLowerCase(), name }));

  test('chooses several by their names, up to a number', async () => {
    function View() {
      const [value, setValue] = useState<readonly string[]>(['ada']);
      return (
        <PickField several most={2} label="People" choices={choices} value={value} onChange={setValue} />
      );
    }
    render(
      <TestPortal>
        <View />
      </TestPortal>,
    );
    const user = userEvent.setup();
    await screen.findByRole('button', { name: 'Ada' });
    const field = screen.getByRole('combobox', { name: 'People' });
    await user.click(field);
    await user.click(screen.getByRole('option', { name: 'Cyd' }));
    expect(screen.getByRole('button', { name: 'Cyd' })).toBeInTheDocument();
    await user.click(field);
    expect(screen.getByRole('option', { name: 'Bob' })).toHaveAttribute('aria-disabled', 'true');
  });

  test('chooses one of what is found for what is typed', async () => {
    const onChange = jest.fn();
    const onSearch = jest.fn();
    render(
      <TestPortal>
        <PickField
          required
          label="Person"
          choices={choices}
          onSearch={onSearch}
          onChange={onChange}
          problem="Name one."
        />
      </TestPortal>,
    );
    const user = userEvent.setup();
    await screen.findByText('Name one.');
    const field = await screen.findByRole('combobox', { name: /Person/ });
    await user.type(field, 'b');
    expect(onSearch).toHaveBeenLastCalledWith('b');
    await user.click(screen.getByRole('option', { name: 'Bob' }));
    expect(onChange).toHaveBeenCalledWith({ id: 'bob', name: 'Bob' });
  });
});
