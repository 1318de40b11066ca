import { ApiError } from '@netcrab/plugin-api/frontend';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Section } from '../page/Section';
import { TestPortal } from '../testing';
import { QueryView, type ViewedQuery } from './QueryView';

const settled: ViewedQuery<string[]> = { data: undefined, error: null, isPending: true, refetch: () => {} };

const show = (query: Partial<ViewedQuery<string[]>>) =>
  render(
    <TestPortal>
      <QueryView
        query={{ ...settled, ...query }}
        skeleton={<p>shape of the list</p>}
        isEmpty={rows => rows.length === 0}
        empty={<p>Create your first</p>}
        errorTitle="Keys could not be loaded"
      >
        {rows => <p>{rows.join(', ')}</p>}
      </QueryView>
    </TestPortal>,
  );

test('while loading it keeps the room of the content, unseen at first and announced as busy', () => {
  show({});
  const loading = screen.getByLabelText('Loading');
  expect(loading).toHaveAttribute('aria-busy', 'true');
  expect(loading).toContainElement(screen.getByText('shape of the list'));
  expect(getComputedStyle(loading).visibility).toBe('hidden');
  expect(getComputedStyle(loading).animation).toContain('200ms');
});

test('shows content, or what explains that there is none', () => {
  const { unmount } = show({ data: ['a', 'b'], isPending: false });
  expect(screen.getByText('a, b')).toBeVisible();
  unmount();
  show({ data: [], isPending: false });
  expect(screen.getByText('Create your first')).toBeVisible();
});

test('an error names its remedy, its code and the request to quote, and can be tried again', async () => {
  const user = userEvent.setup();
  const refetch = jest.fn();
  show({
    error: new ApiError(503, 'unavailable', 'Starting. Try again in a minute.', 'req-7'),
    isPending: false,
    refetch,
  });
  const alert = screen.getByRole('alert');
  expect(alert).toHaveTextContent('Keys could not be loaded');
  expect(alert).toHaveTextContent('Starting. Try again in a minute.');
  expect(alert).toHaveTextContent('unavailable');
  const write = jest.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  await user.click(screen.getByRole('button', { name: 'Copy request id' }));
  expect(write).toHaveBeenCalledWith('req-7');
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(refetch).toHaveBeenCalledTimes(1);
});

test('a failed refresh keeps what was shown and says that it may be old', () => {
  show({ data: ['a'], error: new Error('gone'), isPending: false });
  expect(screen.getByText('a')).toBeVisible();
  expect(screen.getByText(/may be out of date/)).toBeVisible();
});

test('a section that breaks leaves the others standing, and recovers', async () => {
  const user = userEvent.setup();
  const silenced = jest.spyOn(console, 'error').mockImplementation(() => {});
  let broken = true;
  const Fragile = () => {
    if (broken) throw new Error('internal detail');
    return <p>works again</p>;
  };
  render(
    <TestPortal>
      <Section title="Usage">
        <Fragile />
      </Section>
      <Section title="Keys">
        <p>still here</p>
      </Section>
    </TestPortal>,
  );
  expect(screen.getByText('still here')).toBeVisible();
  expect(screen.getByRole('alert')).not.toHaveTextContent('internal detail');
  broken = false;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(screen.getByText('works again')).toBeVisible();
  silenced.mockRestore();
});
