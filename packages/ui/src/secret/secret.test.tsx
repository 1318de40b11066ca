import { ApiError } from '@netcrab/plugin-api/frontend';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { TestPortal } from '../testing';
import { FormDialog } from '../feedback/FormDialog';
import { SecretDialog } from './SecretDialog';

describe('SecretDialog', () => {
  const text = {
    title: 'Copy your token now',
    warning: 'It is shown this once.',
    field: 'Your token',
    copy: 'Copy token',
    confirm: 'I have stored it',
    held: 'Copy the token, or confirm that you stored it.',
    done: 'Done',
  };
  const show = () => {
    const user = userEvent.setup();
    const onClose = jest.fn();
    render(
      <TestPortal>
        <SecretDialog text={text} secret="s3cret" onClose={onClose}>
          How to use it
        </SecretDialog>
      </TestPortal>,
    );
    return { user, onClose, done: () => screen.getByRole('button', { name: 'Done' }) };
  };

  test('shows the secret to select and how to use it', async () => {
    const { user } = show();
    expect(screen.getByRole('dialog', { name: 'Copy your token now' })).toHaveTextContent('How to use it');
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Your token' });
    expect(field).toHaveValue('s3cret');
    expect(field).toHaveAttribute('readonly');
    await user.click(field);
    expect(field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0)).toBe('s3cret');
  });

  test('is held until its reader confirms, and says so when left too early', async () => {
    const { user, onClose, done } = show();
    expect(screen.getByText(text.held)).not.toHaveAttribute('role');
    expect(done()).toBeDisabled();
    await user.keyboard('{Escape}');
    expect(onClose).not.toHaveBeenCalled();
    expect(screen.getByText(text.held)).toHaveAttribute('role', 'alert');
    const confirm = screen.getByRole('checkbox', { name: 'I have stored it' });
    await user.click(confirm);
    expect(screen.queryByText(text.held)).not.toBeInTheDocument();
    await user.click(confirm);
    expect(done()).toBeDisabled();
    await user.click(confirm);
    await user.click(done());
    expect(onClose).toHaveBeenCalledTimes(1);
  });

  test('is free once the secret is copied with the button', async () => {
    const { user, onClose, done } = show();
    const write = jest.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    await user.click(screen.getByRole('button', { name: 'Copy token' }));
    expect(write).toHaveBeenCalledWith('s3cret');
    await user.click(done());
    expect(onClose).toHaveBeenCalledTimes(1);
  });

  test('is free once the secret is copied by hand', async () => {
    const { user, onClose, done } = show();
    await user.click(screen.getByRole('textbox'));
    await user.copy();
    expect(done()).toBeEnabled();
    await user.keyboard('{Escape}');
    expect(onClose).toHaveBeenCalledTimes(1);
  });
});

describe('FormDialog', () => {
  function Naming({
    onSubmit,
    onClose,
  }: {
    onSubmit: (name: string) => Promise<unknown>;
    onClose: () => void;
  }) {
    const [name, setName] = useState('');
    return (
      <FormDialog
        title="Create a token"
        submitLabel="Create token"
        errorTitle="The token was not created"
        complete={name !== ''}
        onSubmit={() => onSubmit(name)}
        onClose={onClose}
      >
        {tried => (
          <>
            <input aria-label="Name" value={name} onChange={event => setName(event.target.value)} />
            {tried && name === '' && 'Give it a name.'}
          </>
        )}
      </FormDialog>
    );
  }
  const show = (onSubmit: jest.Mock) => {
    const user = userEvent.setup();
    const onClose = jest.fn();
    render(
      <TestPortal>
        <Naming onSubmit={onSubmit} onClose={onClose} />
      </TestPortal>,
    );
    return { user, onClose, dialog: screen.getByRole('dialog', { name: 'Create a token' }) };
  };

  test('marks what is missing when sending is tried, not before', async () => {
    const onSubmit = jest.fn();
    const { user, dialog } = show(onSubmit);
    expect(dialog).not.toHaveTextContent('Give it a name.');
    await user.click(screen.getByRole('button', { name: 'Create token' }));
    expect(dialog).toHaveTextContent('Give it a name.');
    expect(onSubmit).not.toHaveBeenCalled();
  });

  test('sends once while it waits', async () => {
    const onSubmit = jest.fn(() => new Promise(() => {}));
    const { user } = show(onSubmit);
    await user.type(screen.getByRole('textbox', { name: 'Name' }), 'CI{Enter}{Enter}');
    expect(onSubmit.mock.calls).toEqual([['CI']]);
    expect(screen.getByRole('button', { name: /Create token/ })).toBeDisabled();
  });

  test('shows a refusal, keeps what was typed, and can be tried again', async () => {
    const onSubmit = jest
      .fn()
      .mockRejectedValueOnce(new ApiError(409, 'conflict', 'There are 100 tokens already.', 'req-1'))
      .mockResolvedValueOnce(undefined);
    const { user, onClose } = show(onSubmit);
    await user.type(screen.getByRole('textbox', { name: 'Name' }), 'CI{Enter}');
    const refusal = await screen.findByRole('alert');
    expect(refusal).toHaveTextContent('The token was not created');
    expect(refusal).toHaveTextContent('There are 100 tokens already.');
    await user.click(screen.getByRole('button', { name: 'Create token' }));
    expect(onSubmit).toHaveBeenLastCalledWith('CI');
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(onClose).toHaveBeenCalledTimes(1);
  });
});
