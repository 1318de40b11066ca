/** ESM-only packages that jest must transform, on top of the workspace's own sources. */
const esmOnly = [
  'rettime',
  'until-async',
  '@open-draft/deferred-promise',
  'openid-client',
  'oauth4webapi',
  'jose',
  'd3-[a-z-]+',
  'internmap',
  'react-markdown',
  'remark-[a-z-]+',
  'rehype-[a-z-]+',
  'unified',
  'bail',
  'is-plain-obj',
  'trough',
  'vfile[a-z-]*',
  'unist-[a-z-]+',
  'mdast-[a-z-]+',
  'micromark[a-z-]*',
  'hast-[a-z-]+',
  'hastscript',
  'property-information',
  'space-separated-tokens',
  'comma-separated-tokens',
  'decode-named-character-reference',
  'character-[a-z-]+',
  'ccount',
  'escape-string-regexp',
  'markdown-table',
  'longest-streak',
  'zwitch',
  'devlop',
  'html-url-attributes',
  'trim-lines',
  'estree-[a-z-]+',
  'web-namespaces',
  'parse-entities',
  'is-[a-z]+',
  'stringify-entities',
  '@ungap/structured-clone',
  'style-to-[a-z]+',
  'inline-style-parser',
];

const shared = {
  rootDir: import.meta.dirname,
  transform: {
    '^.+\\.(m?[jt]sx?)$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
        },
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(?:${esmOnly.join('|')})/)`],
  moduleNameMapper: { '\\.css$': '<rootDir>/scripts/jest/empty.cjs' },
  modulePathIgnorePatterns: ['/dist/'],
};
const temporary = {
  globalSetup: '<rootDir>/scripts/jest/temporarySetup.mjs',
  globalTeardown: '<rootDir>/scripts/jest/temporaryTeardown.mjs',
};
const folders = ['app', 'backend', 'packages', 'plugins', 'scripts'].map(folder => `<rootDir>/${folder}`);

export default {
  maxWorkers: '100%',
  // Two cores also run a portal and a browser meanwhile; a test that hangs still ends.
  testTimeout: 120_000,
  coverageProvider: 'v8',
  collectCoverageFrom: [
    'backend/src/**/*.ts',
    'packages/*/src/**/*.{ts,tsx}',
    'plugins/*/{backend,contract,migrations}/**/*.ts',
    '!**/*.test.*',
    '!**/testing/**',
  ],
  projects: [
    {
      ...shared,
      ...temporary,
      displayName: 'node',
      testEnvironment: 'node',
      testEnvironmentOptions: { customExportConditions: ['netcrab-source', 'node', 'require', 'default'] },
      roots: folders,
      testMatch: ['**/*.test.ts'],
    },
    {
      ...shared,
      ...temporary,
      displayName: 'pages',
      testEnvironment: 'jest-fixed-jsdom',
      testEnvironmentOptions: { customExportConditions: ['netcrab-source', 'node', 'require', 'default'] },
      roots: folders,
      testMatch: ['**/*.test.tsx'],
      setupFilesAfterEnv: ['<rootDir>/scripts/jest/pages.ts'],
    },
    {
      ...shared,
      displayName: 'journeys',
      testEnvironment: 'node',
      testEnvironmentOptions: { customExportConditions: ['netcrab-source', 'node', 'require', 'default'] },
      roots: ['<rootDir>/e2e'],
      testMatch: ['**/*.e2e.ts'],
      globalSetup: '<rootDir>/e2e/support/setup.mjs',
      globalTeardown: '<rootDir>/e2e/support/teardown.mjs',
    },
  ],
};
