import type { z } from 'zod';

export interface ConfigMarks {
  readonly secret?: boolean;
  readonly frontend?: boolean;
}

/** Marks a config value as secret: redacted in logs and on admin pages, never sent to the browser. */
export const secret = <Schema extends z.ZodType>(schema: Schema): Schema =>
  schema.meta({ ...schema.meta(), secret: true });

/** Marks a config value as readable by the plugin's pages. Without the mark nothing reaches the browser. */
export const frontendVisible = <Schema extends z.ZodType>(schema: Schema): Schema =>
  schema.meta({ ...schema.meta(), frontend: true });
