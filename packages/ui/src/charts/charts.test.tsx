import { fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactElement } from 'react';
import { TestPortal } from '../testing';
import { BarChart } from './BarChart';
import { Histogram } from './Histogram';
import { LineChart } from './LineChart';
import { Sparkline } from './Sparkline';

const day = 86_400_000;
const start = Date.UTC(2026, 9, 1);

const show = (chart: ReactElement) => render(<TestPortal>{chart}</TestPortal>);

/** The figures of the chart's table, row by row. */
async function figures(title: string): Promise<(string | null)[][]> {
  const user = userEvent.setup();
  await user.click(within(screen.getByRole('figure')).getByText('Show as table'));
  const table = within(screen.getByRole('group', { name: `${title}: table` })).getByRole('table');
  return within(table)
    .getAllByRole('row')
    .map(row => [...row.children].map(cell => cell.textContent));
}

test('a line chart’s table has a row per date, with margins and gaps in words', async () => {
  show(
    <LineChart
      title="Friction"
      unit="points"
      series={[
        { name: 'CRM', points: [0, 1].map(i => ({ x: start + i * day, y: 40 + i, low: 38, high: 44 })) },
        { name: 'ERP', points: [{ x: start, y: null }] },
      ]}
    />,
  );
  expect(await figures('Friction')).toEqual([
    ['Date', 'CRM (points)', 'ERP (points)'],
    ['1 Oct 2026', '40 (38 to 44)', '–'],
    ['2 Oct 2026', '41 (38 to 44)', '–'],
  ]);
});

test('the pointer reads a line chart’s nearest point', () => {
  show(
    <LineChart
      title="Friction"
      unit="points"
      series={[{ name: 'CRM', points: [0, 1, 2].map(i => ({ x: start + i * day, y: 40 + i })) }]}
    />,
  );
  const svg = screen.getByRole('img', { name: /Friction: line chart of CRM/ });
  fireEvent(svg, new MouseEvent('pointermove', { clientX: 600, bubbles: true }));
  expect(within(svg).getAllByText('1 Oct')).toHaveLength(1);
  expect(within(svg).getByText('42 points')).toBeInTheDocument();
  fireEvent.pointerLeave(svg);
  expect(within(svg).queryByText('42 points')).not.toBeInTheDocument();
});

test.each([
  ['no series', []],
  ['no points', [{ name: 'CRM', points: [] }]],
  ['one point', [{ name: 'CRM', points: [{ x: start, y: 4 }] }]],
])('a line chart with %s draws without broken coordinates', (_, series) => {
  const { container } = show(<LineChart title="Friction" series={series} />);
  expect(container.innerHTML).not.toContain('NaN');
});

test('bars are grouped by label; a missing one is said to be missing', async () => {
  show(
    <BarChart
      title="Errors"
      unit="%"
      series={[
        {
          name: 'CRM',
          values: [
            { label: 'Checkout', value: 12, low: 10, high: 14 },
            { label: 'Search', value: 0 },
          ],
        },
        { name: 'ERP', values: [{ label: 'Search', value: 3 }] },
      ]}
    />,
  );
  expect(await figures('Errors')).toEqual([
    ['', 'CRM (%)', 'ERP (%)'],
    ['Checkout', '12 (10 to 14)', '–'],
    ['Search', '0', '3'],
  ]);
});

test('a histogram lists its bins, and survives having none', async () => {
  const { unmount } = show(
    <Histogram title="Duration" unit="s" series={[{ from: 0, to: 10, count: 1200 }]} />,
  );
  expect(await figures('Duration')).toEqual([
    ['Range (s)', 'Count'],
    ['0 to 10', '1,200'],
  ]);
  unmount();
  const { container } = show(<Histogram title="Duration" series={[]} />);
  expect(container.innerHTML).not.toContain('NaN');
});

test('a sparkline is read aloud as its figures', () => {
  const { container, rerender } = show(<Sparkline title="Requests, last 3 days" series={[1, 0, 4]} />);
  expect(screen.getByText('Requests, last 3 days: 1, 0, 4')).toBeInTheDocument();
  rerender(
    <TestPortal>
      <Sparkline title="Requests" series={[]} />
    </TestPortal>,
  );
  expect(screen.getByText('Requests: nothing yet')).toBeInTheDocument();
  expect(container.innerHTML).not.toContain('NaN');
});
