import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { TestPortal } from '../testing';
import { CodeBlock } from './CodeBlock';
import { CodeTabs, type CodeTab } from './CodeTabs';
import { CopyButton } from './CopyButton';
import { Markdown } from './Markdown';

describe('CopyButton', () => {
  const show = () => {
    const user = userEvent.setup();
    const onCopied = jest.fn();
    render(
      <TestPortal>
        <CopyButton text="nc_live_1" label="Copy key" onCopied={onCopied} />
      </TestPortal>,
    );
    return { user, onCopied, press: () => user.click(screen.getByRole('button', { name: 'Copy key' })) };
  };

  test('copies, says so, and returns to its label', async () => {
    const { press, onCopied } = show();
    const write = jest.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    await press();
    expect(write).toHaveBeenCalledWith('nc_live_1');
    expect(onCopied).toHaveBeenCalledTimes(1);
    expect(screen.getByRole('button', { name: 'Copied' })).toBeVisible();
    expect(await screen.findByRole('button', { name: 'Copy key' }, { timeout: 10_000 })).toBeVisible();
  });

  test('says what to do when the browser refuses', async () => {
    const { press, onCopied } = show();
    jest.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('denied'));
    await press();
    expect(onCopied).not.toHaveBeenCalled();
    expect(screen.getByText(/select the text and copy it yourself/)).toBeInTheDocument();
  });
});

test('code is there at once, and colouring does not change a character', async () => {
  const code = 'curl -H "Authorization: Bearer $KEY" \\\n  https://example.com # rows\n\nSELECT 1;';
  const { container } = render(
    <TestPortal>
      <CodeBlock code={code} language="curl" title="Query" />
    </TestPortal>,
  );
  const pre = screen.getByRole('group', { name: 'Code: Query' });
  expect(pre.textContent).toBe(code);
  await act(async () => void (await import('./HighlightedCode')));
  await screen.findByText('curl');
  expect(pre.textContent).toBe(code);
  expect(container.querySelector('pre')).toHaveAttribute('tabindex', '0');
});

test('a language chosen for one snippet is chosen for the next, and the tabs follow the arrows', async () => {
  const user = userEvent.setup();
  const tabs: CodeTab[] = [
    { id: 'curl', label: 'curl', language: 'bash', code: 'curl /rows' },
    { id: 'python', label: 'Python', language: 'python', code: 'get("/rows")' },
  ];
  const view = (label: string) => (
    <TestPortal>
      <CodeTabs label={label} tabs={tabs} />
    </TestPortal>
  );
  const { unmount } = render(view('Query'));
  act(() => screen.getByRole('tab', { name: 'curl' }).focus());
  await user.keyboard('{ArrowRight}{Enter}');
  expect(screen.getByRole('tabpanel', { name: 'Python' })).toHaveTextContent('get("/rows")');
  unmount();
  render(view('Download'));
  expect(screen.getByRole('tab', { name: 'Python', selected: true })).toBeVisible();
});

test('Markdown keeps its meaning and loses what could act on the page', async () => {
  render(
    <TestPortal>
      <Markdown
        text={[
          '# Changes',
          'See [the docs](/docs) or [this](javascript:alert(1)).',
          '<img src=x onerror="alert(1)"><script>alert(1)</script>',
          '| field | type |\n|---|---|\n| week | date |',
          '```sql\nSELECT 1\n```',
        ].join('\n\n')}
      />
    </TestPortal>,
  );
  expect(await screen.findByRole('heading', { level: 3, name: 'Changes' })).toBeVisible();
  expect(screen.getByRole('link', { name: 'the docs' })).toHaveAttribute('href', '/docs');
  expect(screen.queryByRole('link', { name: 'this' })?.getAttribute('href') ?? '').not.toContain(
    'javascript',
  );
  expect(document.querySelector('main img, main script')).toBeNull();
  expect(within(screen.getByRole('table')).getByRole('cell', { name: 'week' })).toBeVisible();
  expect(screen.getByRole('group', { name: 'Code' })).toHaveTextContent('SELECT 1');
});
