import { domainRule } from './domains';

const allows = domainRule(['app.example.com', '*.corp.example', 'local.example:8443']);

it.each([
  'https://app.example.com',
  'http://APP.example.com:3000',
  'https://a.b.corp.example',
  'https://local.example:8443',
])('allows %s', origin => expect(allows(origin)).toBe(true));
it.each([
  'https://example.com',
  'https://corp.example',
  'https://evilcorp.example',
  'https://app.example.com.evil.net',
  'https://local.example',
  'null',
  '',
])('does not allow %s', origin => expect(allows(origin)).toBe(false));
it('allows any page by *, and none by default', () => {
  expect(domainRule(['*'])('null')).toBe(true);
  expect(domainRule([])('https://app.example.com')).toBe(false);
});
