import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { TestPortal } from '../testing';
import { FlowDiagram } from './FlowDiagram';

const nodes = [
  { id: '1:home', step: 1, label: 'home', value: 100, dropoff: 0.1 },
  { id: '2:list', step: 2, label: 'list', value: 70, dropoff: 1 },
  { id: '2:', step: 2, label: 'Other screens', value: 20, dropoff: 1 },
];
const links = [
  { source: '1:home', target: '2:list', value: 70 },
  { source: '1:home', target: '2:', value: 20 },
];

function Selecting() {
  const [selected, setSelected] = useState<string>();
  return (
    <TestPortal>
      <FlowDiagram
        title="Flow"
        unit="sessions"
        nodes={nodes}
        links={links}
        selected={selected}
        onSelect={setSelected}
      />
    </TestPortal>
  );
}

describe('FlowDiagram', () => {
  it('is walked and selected by keyboard, one node in the tab order', async () => {
    render(<Selecting />);
    await userEvent.tab();
    const home = screen.getByRole('button', { name: /Step 1: home, 100 sessions, 10 % end here/ });
    expect(home).toHaveFocus();
    await userEvent.keyboard('{ArrowRight}');
    const focused = document.activeElement;
    expect(focused).toHaveAccessibleName(/Step 2/);
    await userEvent.keyboard('{ArrowDown}{ArrowUp}');
    expect(focused).toHaveFocus();
    await userEvent.keyboard('{ArrowUp}{ArrowRight}x');
    expect(focused).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(focused).toHaveAttribute('aria-pressed', 'true');
    await userEvent.keyboard('{ArrowLeft}');
    expect(home).toHaveFocus();
    await userEvent.keyboard('{ArrowRight}{Home} ');
    expect(home).toHaveAttribute('aria-pressed', 'true');
    expect(screen.getAllByRole('button').filter(one => one.getAttribute('tabindex') === '0')).toHaveLength(1);
  });

  it('is selected by pointer', async () => {
    render(<Selecting />);
    await userEvent.click(screen.getByRole('button', { name: /list/ }));
    expect(screen.getByRole('button', { name: /list/ })).toHaveAttribute('aria-pressed', 'true');
  });

  it('has a table with the same figures', async () => {
    render(<Selecting />);
    await userEvent.click(screen.getByText('Show as table'));
    const row = screen.getByRole('rowheader', { name: '1. home' }).closest('tr')!;
    expect(
      within(row)
        .getAllByRole('cell')
        .map(cell => cell.textContent),
    ).toEqual(['100', '10 %', 'list (70), Other screens (20)']);
    expect(screen.getByRole('rowheader', { name: '2. Other screens' })).toBeInTheDocument();
  });

  it('draws nothing of nothing', () => {
    render(
      <TestPortal>
        <FlowDiagram title="Flow" unit="sessions" nodes={[]} links={[]} />
      </TestPortal>,
    );
    expect(screen.queryByRole('img')).not.toBeInTheDocument();
  });
});
