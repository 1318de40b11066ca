import { render, screen } from '@testing-library/react';
import { JsonValue } from './JsonValue';

it('tells what a document holds, and shows it whole when asked', () => {
  render(<JsonValue value={{ from: '2026-11-02', tasks: [{ task_type: 'log_call' }], findings: [] }} />);
  expect(screen.getByText('from, tasks (1), findings (0)')).toBeInTheDocument();
  const whole = screen.getByText(/"task_type": "log_call"/);
  expect(JSON.parse(whole.textContent ?? '')).toMatchObject({ from: '2026-11-02' });
});
