import { ApiError } from '@netcrab/plugin-api/frontend';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { TestPortal } from '../testing';
import { ConfirmDialog, type ConfirmDialogProps } from './ConfirmDialog';
import { StatusChip } from './StatusChip';
import { UsageBar } from './UsageBar';
import { useToast } from './toast';

function Revoke({ onConfirm, requireText }: Pick<ConfirmDialogProps, 'onConfirm' | 'requireText'>) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button onClick={() => setOpen(true)}>Revoke</button>
      <ConfirmDialog
        open={open}
        tone="danger"
        title="Revoke “CI”?"
        body="Programs that use it are refused at once."
        confirmLabel="Revoke key"
        requireText={requireText}
        onConfirm={onConfirm}
        onClose={() => setOpen(false)}
      />
    </>
  );
}

describe('ConfirmDialog', () => {
  const open = async (props: Parameters<typeof Revoke>[0]) => {
    const user = userEvent.setup();
    render(
      <TestPortal>
        <Revoke {...props} />
      </TestPortal>,
    );
    await user.click(screen.getByRole('button', { name: 'Revoke' }));
    return user;
  };

  test('puts the focus on the safe choice; Escape leaves everything as it was', async () => {
    const onConfirm = jest.fn();
    const user = await open({ onConfirm });
    expect(screen.getByRole('dialog', { name: 'Revoke “CI”?' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Cancel' })).toHaveFocus();
    await user.keyboard('{Escape}');
    expect(onConfirm).not.toHaveBeenCalled();
  });

  test('asks for the name to be typed, and forgets it when closed', async () => {
    const onConfirm = jest.fn();
    const user = await open({ onConfirm, requireText: 'CI' });
    const confirm = screen.getByRole('button', { name: 'Revoke key' });
    expect(confirm).toBeDisabled();
    await user.keyboard('C{Enter}');
    expect(onConfirm).not.toHaveBeenCalled();
    await user.keyboard('I{Enter}');
    expect(onConfirm).toHaveBeenCalledTimes(1);
  });

  test('stays open with the reason when the server refuses, and can be tried again', async () => {
    const onConfirm = jest
      .fn()
      .mockRejectedValueOnce(new ApiError(409, 'conflict', 'The key is rotating; wait a minute.', 'req-1'))
      .mockResolvedValueOnce(undefined);
    const user = await open({ onConfirm });
    await user.click(screen.getByRole('button', { name: 'Revoke key' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('The key is rotating; wait a minute.');
    await user.click(screen.getByRole('button', { name: 'Revoke key' }));
    expect(onConfirm).toHaveBeenCalledTimes(2);
  });
});

describe('toasts', () => {
  function Opener({ onUndo }: { onUndo: () => void }) {
    const toast = useToast();
    return (
      <button onClick={() => toast('Opted out', { action: { label: 'Undo', onClick: onUndo } })}>
        opt out
      </button>
    );
  }

  test('are announced, can be undone once, and leave by themselves unless someone is on them', async () => {
    jest.useFakeTimers();
    const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
    const onUndo = jest.fn();
    render(
      <TestPortal>
        <Opener onUndo={onUndo} />
      </TestPortal>,
    );
    await user.click(screen.getByRole('button', { name: 'opt out' }));
    expect(screen.getByRole('region', { name: 'Notices' })).toHaveAttribute('aria-live', 'polite');
    act(() => screen.getByRole('button', { name: 'Undo' }).focus());
    act(() => jest.advanceTimersByTime(60_000));
    await user.keyboard('{Enter}');
    expect(onUndo).toHaveBeenCalledTimes(1);
    expect(screen.queryByText('Opted out')).not.toBeInTheDocument();

    await user.click(screen.getByRole('button', { name: 'opt out' }));
    act(() => jest.advanceTimersByTime(12_000));
    expect(screen.queryByText('Opted out')).not.toBeInTheDocument();
    jest.useRealTimers();
  });
});

test.each([
  [120, 500, '24 %'],
  [400, 500, '80 %'],
  [500, 500, '100 % used up'],
  [0, 0, '0 %'],
])('a usage of %d of %d reads %s', (used, limit, words) => {
  render(
    <TestPortal>
      <UsageBar used={used} limit={limit} label="Rows this month" unit="rows" />
    </TestPortal>,
  );
  expect(screen.getByText(words)).toBeVisible();
  expect(screen.getByRole('progressbar', { name: 'Rows this month' })).toHaveAttribute(
    'aria-valuetext',
    `${used} of ${limit} rows`,
  );
});

test('usage without a limit is words only', () => {
  render(
    <TestPortal>
      <UsageBar used={1234} limit={null} label="Rows" unit="rows" />
    </TestPortal>,
  );
  expect(screen.getByText('1,234 rows, no limit')).toBeVisible();
  expect(screen.queryByRole('progressbar')).not.toBeInTheDocument();
});

test('a status is a word', () => {
  render(
    <TestPortal>
      <StatusChip tone="bad" label="Revoked" />
    </TestPortal>,
  );
  expect(screen.getByText('Revoked')).toBeVisible();
});
