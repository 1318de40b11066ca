import react from '@vitejs/plugin-react';
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig } from 'vite';
import { chunkNames, findFrontends, frontends } from './vite/frontends.ts';
import { leanContracts } from './vite/leanContracts.ts';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const found = findFrontends(root).map(each => ({ ...each, directory: realpathSync(each.directory) }));

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), frontends(found), leanContracts()],
  resolve: { conditions: ['netcrab-source', ...defaultClientConditions] },
  build: {
    outDir: 'dist',
    manifest: true,
    target: 'es2022',
    // The served page carries a Content-Security-Policy without `data:` for scripts and styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // The workspace's modules only declare; what nobody imports (schemas of endpoints, say) need not be shipped.
      treeshake: { moduleSideEffects: [{ test: /\/(?:packages|plugins)\/.*\.tsx?$/, sideEffects: false }] },
      output: {
        chunkFileNames: chunkNames(found),
        // The shell needs no schemas; left alone, the bundler puts them beside the contract's types of errors.
        codeSplitting: {
          groups: [{ name: 'schemas', test: /node_modules\/zod\/|plugin-api\/src\/contract\/endpoint/ }],
        },
      },
    },
  },
});
