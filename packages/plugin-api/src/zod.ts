/** The schema library, bundled once for the host and all plugins by the build. Sources import `zod` itself. */
export * from 'zod';
export { default } from 'zod';
