import { nearest } from './nearest';

const known = ['api-keys', 'billing', 'identity', 'pack-builder', 'pack-catalog'];

it.each([
  ['apikeys', 'api-keys'],
  ['api_keys', 'api-keys'],
  ['biling', 'billing'],
  ['idnetity', 'identity'],
  ['pack-catalogue', 'pack-catalog'],
  ['warehouse', null],
  ['', null],
])('%j is near %j', (word, meant) => {
  expect(nearest(word, known)).toBe(meant);
});
