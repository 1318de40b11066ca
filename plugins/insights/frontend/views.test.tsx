import { TestPortal, testSession } from '@netcrab/ui/testing';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ComponentType } from 'react';
import { options } from './testing/answers';
import { insightsServer } from './testing/server';
import FlowsPage from './pages/FlowsPage';
import HotspotsPage from './pages/HotspotsPage';
import OverviewPage from './pages/OverviewPage';
import ReleasesPage from './pages/ReleasesPage';

const { server, state, asked } = insightsServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterAll(() => server.close());
beforeEach(() => {
  asked.length = 0;
  state.options = options;
});

function open(Page: ComponentType, path: string, plugins: string[] = [], permissions = ['insights:read']) {
  const boot = { plugins: plugins.map(id => ({ id, status: 'ready' as const, reason: null, config: {} })) };
  render(
    <TestPortal path={path} session={testSession({ permissions })} boot={boot}>
      <Page />
    </TestPortal>,
  );
}
const address = () => screen.getByTestId('location').textContent;
const choose = async (field: string, option: string) => {
  await userEvent.click(screen.getByRole('combobox', { name: field }));
  await userEvent.click(await screen.findByRole('option', { name: option }));
};

describe('without any event', () => {
  it('every view says how to get the first', async () => {
    state.options = { ...options, firstDay: null, lastDay: null };
    open(OverviewPage, '/app/insights', ['sdk-docs'], ['insights:read', 'telemetry:manage']);
    expect(await screen.findByText('No sessions yet')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Set up a product' })).toHaveAttribute(
      'href',
      '/settings/products',
    );
    expect(screen.getByRole('link', { name: 'Read the SDK docs' })).toHaveAttribute('href', '/docs/sdk');
    expect(asked.some(path => path.includes('flows'))).toBe(false);
  });

  it('says whom to ask where the viewer cannot', async () => {
    state.options = { ...options, firstDay: null, lastDay: null };
    open(OverviewPage, '/app/insights');
    expect(await screen.findByText(/A seller admin of your organisation/)).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'Set up a product' })).not.toBeInTheDocument();
  });
});

describe('the overview', () => {
  it('shows figures with what changed, crabby areas, the note of the day and the flow', async () => {
    open(OverviewPage, '/app/insights');
    const figures = await screen.findByRole('list', { name: 'Key figures' });
    expect(within(figures).getByText('+4 points against the 30 days before')).toBeInTheDocument();
    expect(within(figures).getByText('nothing to compare with')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'checkout' })).toHaveAttribute(
      'href',
      '/app/insights/hotspots?screen=checkout&productId=shop',
    );
    expect(screen.getByRole('article', { name: /repeated in vain/ })).toHaveTextContent(
      'confidence over 99.9 %',
    );
    expect(await screen.findByText('home → cart')).toBeInTheDocument();
    // The line under the filters is not blank: it says the days looked at.
    const filters = screen.getByRole('group', { name: 'Filters' });
    expect(within(filters).getByText(/^\d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d, UTC$/)).toBeInTheDocument();
  });

  it('explains a number on hover: definition, n, interval, window', async () => {
    open(OverviewPage, '/app/insights');
    await userEvent.hover(await screen.findByText('22'));
    const tip = await screen.findByRole('tooltip');
    expect(tip).toHaveTextContent('What Friction index means.');
    expect(tip).toHaveTextContent('From 100 observations');
    expect(tip).toHaveTextContent('95 % interval 21.5 to 22.5');
    expect(tip).toHaveTextContent('2026-10-03 to 2026-11-01, UTC');
  });

  it('keeps filters in the address, asks by them, and carries them to the other views', async () => {
    open(OverviewPage, '/app/insights?segment=gone');
    await screen.findByRole('list', { name: 'Key figures' });
    expect(screen.getByRole('combobox', { name: 'Segment' })).toHaveTextContent('gone');
    await choose('Device', 'mobile');
    await choose('Range', 'Last 7 days');
    expect(address()).toMatch(
      /^\/app\/insights\?segment=gone&from=\d{4}-\d\d-\d\d&device=mobile$|device=mobile/,
    );
    await waitFor(() => expect(asked.some(path => /overview\?.*device=mobile/.test(path))).toBe(true));
    const tab = screen.getByRole('link', { name: 'Hotspots' });
    expect(tab.getAttribute('href')).toContain('device=mobile');
    await userEvent.click(screen.getByRole('button', { name: 'Remove filter Segment: gone' }));
    expect(address()).not.toContain('gone');
    await choose('Range', 'Own range');
    expect(screen.getByLabelText('From')).toHaveValue();
    await userEvent.clear(screen.getByLabelText('To'));
    await choose('Range', 'Last 30 days');
    await userEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
    expect(address()).toBe('/app/insights');
  });
});

describe('hotspots', () => {
  it('are ranked, and open a screen with incidents and timelines', async () => {
    open(HotspotsPage, '/app/insights/hotspots');
    expect(await screen.findByText('1 of 3 screens')).toBeInTheDocument();
    expect(screen.getByRole('row', { name: /checkout/ })).toHaveTextContent('+0.15 worse');
    // One element, which a card on a phone does not take apart.
    const symptoms = screen.getByText(/^Rage clicks/, { selector: 'td > *' });
    expect(symptoms).toHaveTextContent(/Rage clicks .* %/);
    expect(symptoms.parentElement?.childNodes).toHaveLength(1);
    await userEvent.click(screen.getByRole('link', { name: 'checkout' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'checkout' })).toBeInTheDocument();
    expect(await screen.findByRole('row', { name: /Rage click/ })).toHaveTextContent('label hash abcdef01');
    const timeline = screen.getByRole('list', { name: 's_1' });
    expect(timeline).toHaveTextContent('3 min 20 s, 9 clicks');
    expect(timeline).toHaveTextContent('Rage clicks 2');
    expect(asked).toContain('/v1/insights/hotspots/checkout?productId=shop');
    await userEvent.click(screen.getByRole('link', { name: 'All hotspots' }));
    expect(address()).toBe('/app/insights/hotspots?productId=shop');
  });
});

describe('flows', () => {
  it('show a diagram whose nodes have details, paths and archetypes', async () => {
    open(FlowsPage, '/app/insights/flows');
    await userEvent.click(await screen.findByRole('button', { name: /Step 1: home/ }));
    expect(await screen.findByRole('heading', { name: 'Step 1: home' })).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Open as hotspot' })).toHaveAttribute(
      'href',
      '/app/insights/hotspots?screen=home',
    );
    await userEvent.click(screen.getByRole('button', { name: /Step 2: Other screens/ }));
    expect(screen.queryByRole('link', { name: 'Open as hotspot' })).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /Step 2: Other screens/ }));
    expect(screen.getByText(/Choose a screen in the diagram/)).toBeInTheDocument();
    expect(await screen.findByRole('row', { name: /Straight on/ })).toHaveTextContent('inferred');
    expect(screen.getByRole('row', { name: /home → cart/ })).toHaveTextContent('1 min 1 s');
  });

  it('are narrowed by outcome, steps and task', async () => {
    open(FlowsPage, '/app/insights/flows');
    await screen.findByRole('button', { name: /Step 1: home/ });
    await choose('Outcome', 'Failed');
    await choose('Steps', '8 steps');
    await choose('Task', 'pay');
    await waitFor(() =>
      expect(asked.some(path => /graph\?(?=.*success=false)(?=.*steps=8)(?=.*task=pay)/.test(path))).toBe(
        true,
      ),
    );
    expect(await screen.findByRole('button', { name: /home, 100 task runs/ })).toBeInTheDocument();
  });
});

describe('releases', () => {
  it('compares the two newest, warns of few runs and names the shift of the mix', async () => {
    open(ReleasesPage, '/app/insights/releases?release=1.0.0');
    expect(await screen.findByText(/Tasks with fewer than 30 runs/)).toBeInTheDocument();
    expect(screen.getByText('device mobile: 20 % of runs, then 40 %')).toBeInTheDocument();
    const row = screen.getByRole('row', { name: /pay/ });
    expect(row).toHaveTextContent('+20 points');
    // One element a cell, which a card on a phone does not take apart.
    expect(
      within(row)
        .getAllByRole('cell')
        .every(cell => cell.childElementCount <= 1),
    ).toBe(true);
    expect(row).toHaveTextContent('Worse');
    expect(row).toHaveTextContent('Few runs');
    expect(asked).toContain('/v1/releases/compare?a=1.0.0&b=2.0.0');
    await choose('From release', '2.0.0');
    await choose('To release', '1.0.0');
    await waitFor(() => expect(asked).toContain('/v1/releases/compare?a=2.0.0&b=1.0.0'));
  });

  it('needs two', async () => {
    state.options = { ...options, releases: [] };
    open(ReleasesPage, '/app/insights/releases');
    expect(await screen.findByText('Choose two releases')).toBeInTheDocument();
  });
});
