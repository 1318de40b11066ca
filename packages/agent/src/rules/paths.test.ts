import { normalPath, pathRule } from './paths';

const ignores = pathRule(['/admin', '/HR/']);

it.each([
  '/admin',
  '/admin/',
  '/admin/users/42',
  '/admin?tab=1',
  '/Admin',
  '//admin//x',
  '/./admin',
  '/orders/../admin',
  '/%61dmin',
  '/%2561dmin',
  '/orders%2F..%2Fadmin',
  '\\admin\\users',
  '/admin;jsessionid=1/users',
  '/#/admin',
  '/app#!/admin/x',
  '#/hr/payroll',
  'admin/users',
  'https://intranet.example/hr/payroll?x=1',
  '/hr',
])('covers %s', route => expect(ignores(route)).toBe(true));

it.each(['/', '/administration', '/orders/admin', '/hrm', '/x?next=/admin', 'orders', '/%', '/%zz'])(
  'does not cover %s',
  route => expect(ignores(route)).toBe(false),
);

it('ignores nothing without prefixes', () => expect(pathRule([])('/admin')).toBe(false));

it('resolves steps upwards to the root and no further', () => expect(normalPath('/a/../../b')).toBe('/b'));
