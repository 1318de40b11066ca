import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { TestPortal } from '../testing';
import { useUrlState } from './useUrlState';

const schema = z.object({
  q: z.string().default(''),
  vertical: z.array(z.enum(['retail', 'finance'])).default([]),
  sort: z.enum(['name', '-name']).default('name'),
  page: z.coerce.number().int().min(1).default(1),
});

function View() {
  const [state, setState] = useUrlState(schema);
  const navigate = useNavigate();
  return (
    <>
      <output>{JSON.stringify(state)}</output>
      <button onClick={() => setState({ q: `${state.q}a` })}>type</button>
      <button onClick={() => setState({ vertical: ['retail', 'finance'] })}>both</button>
      <button onClick={() => setState({ vertical: [] })}>none</button>
      <button onClick={() => setState({ page: 3 })}>page 3</button>
      <button onClick={() => void navigate(-1)}>back</button>
    </>
  );
}

const show = (path: string) => {
  render(
    <TestPortal path={path}>
      <View />
    </TestPortal>,
  );
  const user = userEvent.setup();
  return {
    state: () => JSON.parse(screen.getAllByRole('status')[0]?.textContent ?? ''),
    address: () => screen.getByTestId('location').textContent,
    press: (name: string) => user.click(screen.getByRole('button', { name })),
  };
};

test('reads the address, repeated parameters as lists', () => {
  expect(show('/?q=checkout&vertical=retail&vertical=finance&page=2').state()).toEqual({
    q: 'checkout',
    vertical: ['retail', 'finance'],
    sort: 'name',
    page: 2,
  });
});

test('a link with values it does not know still opens, with defaults in their place', () => {
  expect(show('/?sort=drop+table&page=-4&vertical=unknown').state()).toEqual({
    q: '',
    vertical: [],
    sort: 'name',
    page: 1,
  });
});

test('writes changes, leaves out defaults and keeps what belongs to others', async () => {
  const { press, address } = show('/list?tab=open#top');
  await press('both');
  expect(address()).toBe('/list?tab=open&vertical=retail&vertical=finance#top');
  await press('none');
  expect(address()).toBe('/list?tab=open#top');
});

test('a filter returns to the first page', async () => {
  const { press, address } = show('/?page=5');
  await press('both');
  expect(address()).toBe('/?vertical=retail&vertical=finance');
  await press('page 3');
  expect(address()).toBe('/?vertical=retail&vertical=finance&page=3');
});

test('Back undoes a filter, but does not stop at each typed letter', async () => {
  const { press, address } = show('/');
  await press('both');
  await press('type');
  await press('type');
  expect(address()).toContain('q=aa');
  await press('back');
  expect(address()).toBe('/');
});
