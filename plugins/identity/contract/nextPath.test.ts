import fc from 'fast-check';
import { nextPath } from './nextPath';

it.each(['/', '/app/api-keys', '/marketplace?q=a%2Fb&sort=-name#top', '/invitations/a.b.c', '/a//b'])(
  'goes on to %s',
  path => {
    expect(nextPath(path)).toBe(path);
  },
);

it.each([
  null,
  '',
  'app',
  'https://evil.example',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  ' //evil.example',
  '/..//evil.example',
  '/.//evil.example',
  '/x/..//evil.example',
  'javascript:alert(1)',
  '/%0d%0aset-cookie:a=b\r\n',
])('stays at home for %j', path => {
  expect(nextPath(path)).toBe('/');
});

it('never leads to another site, as a browser reads it', () => {
  const piece = fc.oneof(
    fc.constantFrom('/', '\\', '.', '..', '@', ':', '\t', '//', 'evil.example', '?', '#'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(piece), pieces => {
      const path = nextPath(pieces.join(''));
      expect(new URL(path, 'https://portal.example').origin).toBe('https://portal.example');
      expect(path).toMatch(/^\/(?!\/)/);
    }),
    { numRuns: 2000 },
  );
});
