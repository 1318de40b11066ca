import { TestPortal } from '@netcrab/ui/testing';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import ReferencePage from './pages/ReferencePage';

const errors = (code: string) => ({ description: code, content: {} });
const document_ = {
  openapi: '3.1.0',
  info: { title: 'NetCrab Portal API', version: '1.0.0' },
  servers: [{ url: 'https://portal.example' }],
  paths: {
    '/v1/keys': {
      post: {
        operationId: 'api-keys.createKey',
        summary: 'Create an API key',
        tags: ['API keys'],
        security: [{ session: ['keys:manage'] }, { 'api-key': ['keys:manage'] }],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['label'],
                properties: {
                  label: { type: 'string', minLength: 1, maxLength: 80, description: 'Where it is used' },
                },
              },
            },
          },
        },
        responses: {
          201: {
            description: 'Success',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: {
                    keys: {
                      type: 'array',
                      items: { type: 'object', properties: { id: { type: 'string' } } },
                    },
                  },
                },
              },
            },
          },
          400: errors('invalid_request'),
          429: errors('quota_exceeded, rate_limited'),
        },
      },
    },
    '/v1/packs/{packId}': {
      get: {
        operationId: 'packs.pack',
        summary: 'Read a pack',
        tags: ['packs'],
        security: [],
        parameters: [{ name: 'packId', in: 'path', required: true, schema: { type: 'string' } }],
        responses: { 200: { description: 'Success', content: { 'text/csv': { schema: {} } } } },
      },
    },
  },
  components: { schemas: {} },
};

const address = '*/api/openapi.json';
const server = setupServer(http.get(address, () => HttpResponse.json(document_)));
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const show = (path = '/docs/api') =>
  render(
    <TestPortal path={path}>
      <ReferencePage />
    </TestPortal>,
  );
const line = (name: RegExp) => screen.findByRole('button', { name });

it('explains where, as whom, errors and limits before the endpoints', async () => {
  show();
  expect(await screen.findByRole('heading', { name: 'Base URL' })).toBeInTheDocument();
  expect(screen.getByText('https://portal.example')).toBeInTheDocument();
  for (const name of ['Ways to authenticate', 'Error codes', 'Limits by tier', /Headers that tell/])
    expect(screen.getByRole('table', { name })).toBeInTheDocument();
});

it('opens an endpoint to its access, fields, errors and command', async () => {
  show();
  const button = await line(/\/v1\/keys/);
  expect(button).toHaveAttribute('aria-expanded', 'false');
  await userEvent.click(button);
  expect(button).toHaveAttribute('aria-expanded', 'true');
  expect(screen.getByText('Signed in: keys:manage')).toBeInTheDocument();
  expect(screen.getByText('API key: keys:manage')).toBeInTheDocument();
  const body = screen.getByRole('table', { name: /^Request body/ });
  expect(within(body).getByText('label')).toBeInTheDocument();
  expect(within(body).getByText('1 to 80 characters')).toBeInTheDocument();
  expect(
    within(screen.getByRole('table', { name: /^Response 201/ })).getByText('keys[].id'),
  ).toBeInTheDocument();
  const failures = screen.getByRole('table', { name: /^Errors/ });
  expect(within(failures).getByText('rate_limited')).toBeInTheDocument();
  await waitFor(() =>
    expect(screen.getByRole('heading', { name: 'curl' }).parentElement).toHaveTextContent(
      'curl -X POST "https://portal.example/v1/keys"',
    ),
  );
  expect(screen.getByRole('heading', { name: 'curl' }).parentElement).toHaveTextContent(
    'Bearer $NETCRAB_API_KEY',
  );
});

it.each(['/docs/api#packs.pack', '/docs/api?op=packs.pack'])('opens what %s names', async path => {
  show(path);
  const button = await line(/\/v1\/packs/);
  expect(button).toHaveAttribute('aria-expanded', 'true');
  await waitFor(() => expect(button).toHaveFocus());
  expect(screen.getByText('Public')).toBeInTheDocument();
  expect(screen.getByText('Bytes of text/csv')).toBeInTheDocument();
});

it('opens from the index and says so in the address', async () => {
  show();
  const index = await screen.findByRole('navigation', { name: 'Endpoints' });
  await userEvent.click(within(index).getByRole('link', { name: /Read a pack/ }));
  expect(await line(/\/v1\/packs/)).toHaveAttribute('aria-expanded', 'true');
  expect(screen.getByTestId('location')).toHaveTextContent('/docs/api#packs.pack');
});

it('finds endpoints by any of their words, and offers to drop a search without hits', async () => {
  show();
  const field = await screen.findByRole('searchbox', { name: 'Search endpoints' });
  await userEvent.type(field, 'keys:manage post');
  expect(await screen.findByText('1 endpoint')).toBeInTheDocument();
  expect(screen.queryByRole('heading', { name: 'Base URL' })).not.toBeInTheDocument();
  expect(screen.getByTestId('location')).toHaveTextContent('q=keys');
  await userEvent.type(field, ' nowhere');
  const nothing = (await screen.findByText('No endpoint matches')).parentElement!;
  await userEvent.click(within(nothing).getByRole('button', { name: 'Clear the search' }));
  expect(await screen.findByText('2 endpoints')).toBeInTheDocument();
});

it('opens and closes all', async () => {
  show();
  await userEvent.click(await screen.findByRole('button', { name: 'Expand all' }));
  expect(screen.getAllByRole('button', { expanded: true })).toHaveLength(2);
  await userEvent.click(screen.getByRole('button', { name: 'Collapse all' }));
  expect(screen.queryAllByRole('button', { expanded: true })).toHaveLength(0);
});

it('says what failed, and tries again', async () => {
  const error = { code: 'unavailable', message: 'Starting.', requestId: 'r-1' };
  server.use(http.get(address, () => HttpResponse.json({ error }, { status: 503 }), { once: true }));
  show();
  expect(await screen.findByText('The reference could not be loaded')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await line(/\/v1\/keys/)).toBeInTheDocument();
});

it('tells what to do where nothing is served', async () => {
  server.use(http.get(address, () => HttpResponse.json({ ...document_, paths: {} })));
  show();
  expect(await screen.findByText('No endpoints are served')).toBeInTheDocument();
});
