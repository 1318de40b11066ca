import { act, render, screen } from '@testing-library/react';
import { announce } from '../announce';
import { Stat } from '../page/Stat';
import { TestPortal } from '../testing';
import { Bytes } from './Bytes';
import { Count } from './Count';
import { Money } from './Money';
import { When } from './When';

test('a relative time carries the absolute one, and moves on by itself', () => {
  jest.useFakeTimers({ now: Date.UTC(2026, 10, 1, 12) });
  render(
    <TestPortal>
      <When at={Date.now() - 5 * 60_000} />
      <When at={null} never="never used" />
      <When at={Date.UTC(2026, 9, 1)} mode="date" />
    </TestPortal>,
  );
  const time = screen.getByText('5 minutes ago');
  expect(time).toHaveAttribute('datetime', '2026-11-01T11:55:00.000Z');
  expect(time.title).toContain('1 Nov 2026');
  expect(screen.getByText('never used')).toBeVisible();
  expect(screen.getByText('1 Oct 2026')).toHaveAttribute('title', 'last month');
  act(() => jest.advanceTimersByTime(60_000));
  expect(screen.getByText('6 minutes ago')).toBeVisible();
  jest.useRealTimers();
});

test('amounts, sizes and counts show their exact value on hover', () => {
  render(
    <TestPortal>
      <Money minor={49_900n} currency="USD" />
      <Bytes value={1_440_000} />
      <Count value={1_204_333} unit="rows" compact />
      <Count value={1204} unit="rows" />
    </TestPortal>,
  );
  expect(screen.getByText('$499.00')).toBeVisible();
  expect(screen.getByText('1.4 MB')).toHaveAttribute('title', '1,440,000 bytes');
  expect(screen.getByText('1.2M rows')).toHaveAttribute('title', '1,204,333');
  expect(screen.getByText('1,204 rows')).toBeVisible();
});

test('a figure is named, and its change is in words', () => {
  render(
    <TestPortal>
      <Stat
        label="Task success"
        value="81.4"
        unit="%"
        delta={{ text: '+1.1 points in 30 days', tone: 'ok' }}
        hint="of tasks"
      />
    </TestPortal>,
  );
  expect(screen.getByRole('term')).toHaveTextContent('Task success');
  expect(screen.getByRole('definition')).toHaveTextContent('81.4%+1.1 points in 30 daysof tasks');
});

test('the same words announced twice are two announcements', () => {
  announce('Saved');
  const region = screen.getByText('Saved');
  const before = region.textContent;
  announce('Saved');
  expect(region.textContent).not.toBe(before);
  announce('Stop', 'assertive');
  expect(screen.getByRole('alert')).toHaveTextContent('Stop');
});
