declare module 'virtual:netcrab-frontends' {
  import type { FrontendPlugin } from '@netcrab/plugin-api/frontend';

  /** Every plugin the build knows, by id. */
  export const frontends: Readonly<Record<string, () => Promise<{ readonly default: FrontendPlugin }>>>;
}
