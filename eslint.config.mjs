import js from '@eslint/js';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const outside = (message, ...group) => ({ group, message });
const hostIsClosed = { regex: '^@netcrab/(?:backend(?!/testing$)|app)(?:/|$)', message: 'The host is closed to plugins and packages: ask for a core service in `needs`.' };
const contractsOnly = outside("Only another plugin's contract may be imported.", '@netcrab/plugin-*/backend', '@netcrab/plugin-*/frontend', '!@netcrab/plugin-api/*', '../../../*/backend', '../../../*/frontend');
const byPath = { regex: '^@mui/(?:material|icons-material)$', message: 'Import MUI by path (@mui/material/Button), so that only what is used is loaded.' };
const restrict = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', 'data/**', 'coverage/**', 'docs/**'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    plugins: { 'react-hooks': hooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' }],
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  { files: ['scripts/**', 'bench/**', 'e2e/**', 'app/scripts/**', '**/*.mjs'], rules: { 'no-console': 'off', 'no-undef': 'off' } },
  { files: ['plugins/**/*.{ts,tsx}'], rules: restrict(hostIsClosed, contractsOnly, byPath) },
  { files: ['packages/**/*.{ts,tsx}', 'app/**/*.{ts,tsx}'], rules: restrict(hostIsClosed, outside('Packages know no plugin but by its contract.', '@netcrab/plugin-*/backend', '!@netcrab/plugin-api/*'), byPath) },
  { files: ['backend/**/*.ts'], rules: restrict(outside('The host knows no plugin.', '@netcrab/plugin-*', '!@netcrab/plugin-api', '!@netcrab/plugin-api/*')) },
  // What a page's developer gave wrong is told where they look.
  { files: ['packages/web-sdk/src/**'], rules: { 'no-console': ['error', { allow: ['warn'] }] } },
  {
    files: ['**/*.test.{ts,tsx}', 'e2e/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', 'no-restricted-imports': 'off', '@typescript-eslint/no-empty-function': 'off' },
  },
);
