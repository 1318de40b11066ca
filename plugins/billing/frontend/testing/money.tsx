import { TestPortal, testSession } from '@netcrab/ui/testing';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, type RequestHandler } from 'msw';
import { setupServer } from 'msw/node';
import type { ReactNode } from 'react';

/** For the tests of the admin's pages about money: a server that keeps what it was sent, and a portal to show a page in. */
export const usd = (amount: string) => ({ amount, currency: 'usd' });
export const admin = '*/api/billing/admin';
export const paged = { total: 1, pageSize: 25 };
export const sent: unknown[] = [];

/** Keeps what was sent, and answers. */
export const takes = (answer: object, status = 200) =>
  async function take({ request, params }: { request: Request; params: object }) {
    const text = await request.text();
    // The wildcard of the origin is a parameter too, named 0.
    const named = Object.entries(params).filter(([name]) => name !== '0');
    sent.push({ ...Object.fromEntries(named), ...(text ? (JSON.parse(text) as object) : {}) });
    return HttpResponse.json(answer, { status });
  };

/** Answers while the tests of a file run; what one test changes is forgotten by the next. */
export function moneyServer(...handlers: RequestHandler[]) {
  const server = setupServer(...handlers);
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  beforeEach(() => {
    sent.length = 0;
  });
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());
  return server;
}

const session = testSession({ permissions: ['money:read', 'money:manage', 'payouts:approve'] });
export const show = (page: ReactNode, path = '/') => {
  render(
    <TestPortal path={path} session={session}>
      {page}
    </TestPortal>,
  );
  return userEvent.setup();
};
