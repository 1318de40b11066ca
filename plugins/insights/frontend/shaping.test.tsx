import { TestPortal, testSession } from '@netcrab/ui/testing';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ComponentType } from 'react';
import { note, releaseNote } from './testing/answers';
import { insightsServer } from './testing/server';
import NotesPage from './pages/NotesPage';
import SegmentsPage from './pages/SegmentsPage';

const { server, state } = insightsServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterAll(() => server.close());
beforeEach(() => {
  state.notes = [note, releaseNote];
  state.segments = [];
  state.refuse = false;
});

function open(Page: ComponentType, path: string, permissions = ['insights:read', 'insights:shape']) {
  render(
    <TestPortal path={path} session={testSession({ permissions })}>
      <Page />
    </TestPortal>,
  );
}
const article = (name: RegExp) => screen.findByRole('article', { name });

describe('Crab Notes', () => {
  it('say what stands out with links to the evidence', async () => {
    open(NotesPage, '/app/insights/notes');
    const first = await article(/repeated in vain/);
    expect(within(first).getByRole('link', { name: 'Sessions with rage clicks' })).toHaveAttribute(
      'href',
      '/app/insights/hotspots?productId=shop&screen=checkout',
    );
    const second = await article(/Release 2.0.0/);
    expect(second).toHaveTextContent('+12 points');
    expect(second).toHaveTextContent('× 1.2');
    expect(second).toHaveTextContent('Worded by a language model');
    expect(second).toHaveTextContent('confidence 98 %');
    expect(screen.getByText(/1,234 comparisons were made/)).toBeInTheDocument();
  });

  it('are judged and taken back, from the notice as well', async () => {
    open(NotesPage, '/app/insights/notes');
    await userEvent.click(within(await article(/repeated in vain/)).getByRole('button', { name: 'Accept' }));
    expect(await screen.findByText('Note: Accepted')).toBeInTheDocument();
    expect(screen.queryByRole('article', { name: /repeated in vain/ })).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Take back' }));
    expect(await article(/repeated in vain/)).toBeInTheDocument();
    await userEvent.click(within(await article(/repeated in vain/)).getByRole('button', { name: 'Ignore' }));
    await screen.findByText('Note: Ignored');
    await userEvent.click(screen.getByRole('combobox', { name: 'Show' }));
    await userEvent.click(await screen.findByRole('option', { name: 'Judged' }));
    const judged = await article(/repeated in vain/);
    expect(judged).toHaveTextContent('Ignored by Ada Lund');
    await userEvent.click(within(judged).getByRole('button', { name: 'Take back' }));
    expect(await screen.findByText('No note of this kind here. Change what is shown.')).toBeInTheDocument();
  });

  it('stay as they are when a judgement is not saved', async () => {
    state.refuse = true;
    open(NotesPage, '/app/insights/notes');
    await userEvent.click(within(await article(/repeated in vain/)).getByRole('button', { name: 'Accept' }));
    expect(await screen.findByText('Your judgement was not saved.')).toBeInTheDocument();
    expect(await article(/repeated in vain/)).toBeInTheDocument();
  });

  it('are not judged by those who only read', async () => {
    open(NotesPage, '/app/insights/notes', ['insights:read']);
    expect(within(await article(/repeated in vain/)).queryByRole('button')).not.toBeInTheDocument();
  });

  it('are none where nothing stands out', async () => {
    state.notes = [];
    open(NotesPage, '/app/insights/notes');
    expect(await screen.findByText('Nothing stands out')).toBeInTheDocument();
    expect(screen.getByText(/1,234 comparisons/)).toBeInTheDocument();
  });
});

describe('segments', () => {
  it('are saved from the filters in view, opened and removed', async () => {
    open(SegmentsPage, '/app/insights/segments?device=mobile&from=2026-10-01');
    await userEvent.click(await screen.findByRole('button', { name: 'Save these filters' }));
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save these filters' }));
    expect(within(dialog).getByRole('textbox', { name: 'Name' })).toBeInvalid();
    await userEvent.type(within(dialog).getByRole('textbox', { name: 'Name' }), ' Phones ');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save these filters' }));
    const link = await screen.findByRole('link', { name: 'Phones' });
    expect(link).toHaveAttribute('href', '/app/insights?device=mobile');
    await userEvent.click(screen.getByRole('button', { name: 'Remove Phones' }));
    await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Remove' }));
    expect(await screen.findByText('No segment saved yet.')).toBeInTheDocument();
  });

  it('need a filter, and the right to save', async () => {
    open(SegmentsPage, '/app/insights/segments');
    expect(await screen.findByRole('button', { name: 'Save these filters' })).toBeDisabled();
  });

  it('show groups of alike sessions under their names', async () => {
    open(SegmentsPage, '/app/insights/segments', ['insights:read']);
    const row = await screen.findByRole('row', { name: /Short, high-friction sessions/ });
    expect(row).toHaveTextContent('60 %');
    expect(row).toHaveTextContent('mobile');
    expect(screen.getByText(/How clearly the groups part: 0.61/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Save these filters' })).not.toBeInTheDocument();
  });
});
