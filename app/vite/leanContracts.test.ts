import { parse } from 'acorn';
import { withoutUnread } from './leanContracts';

const lean = (code: string) => withoutUnread(code, parse(code, { ecmaVersion: 2022, sourceType: 'module' }));
const squeezed = (code: string) => lean(code).replace(/\s+/g, ' ');

test('keeps what a client reads of an endpoint', () => {
  const code = `export const all = {
    one: endpoint({
      method: 'GET', path: '/one', summary: 'One, two', tags: ['A', 'B'], access: { permission: read },
      query: object({ a: 1 }), output: object({ path: text() }), errors: ['not_found'],
    }),
    two: endpoint({ method: 'POST', path: '/two', body: rawBody({ summary: 1 }), output: noContent, status: 202 }),
  };`;
  expect(squeezed(code)).toBe(
    "export const all = { one: endpoint({ method: 'GET', path: '/one', output: object({ path: text() }), }), " +
      "two: endpoint({ method: 'POST', path: '/two', body: rawBody({ summary: 1 }), output: noContent, }), };",
  );
});

test('touches nothing but declarations of endpoints', () => {
  const code = "export const one = { summary: 'kept', access: 1 }; other({ tags: [], cache: 2 });";
  expect(lean(code)).toBe(code);
  expect(lean('endpoint(spec)')).toBe('endpoint(spec)');
});

test('leaves what it cannot be sure of', () => {
  const code = "endpoint({ ...shared, ['summary']: 'computed', method: 'GET' })";
  expect(lean(code)).toBe(code);
});
