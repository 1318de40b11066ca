import { secret } from '@netcrab/plugin-api/contract';
import { z } from 'zod';

const share = (value: number) => z.number().min(0).max(1).default(value);

export const insightsConfig = z.strictObject({
  notes: z
    .strictObject({
      /**
       * Shares of a screen's sessions that a calm product has as well; notes speak of what is surely above. That of
       * `backtrack` is of all sessions of the product.
       */
      calm: z
        .strictObject({
          rage_click: share(0.05),
          dead_click: share(0.12),
          error: share(0.1),
          backtrack: share(0.12),
          form_abandonment: share(0.2),
        })
        .prefault({}),
      /** Screens with fewer sessions in the window are not spoken of. */
      leastSessions: z.int().min(10).default(50),
      /** Chance that a calm product gets any note in a view. */
      falseAlarm: z.number().gt(0).max(0.2).default(0.01),
    })
    .prefault({}),
  /** An OpenAI-compatible endpoint that may put notes into other words. Without it they stay as they are written. */
  languageModel: z
    .strictObject({
      /** Up to and without `/chat/completions`: `https://models.example.com/v1`. */
      url: z.url({ protocol: /^https?$/ }),
      model: z.string().min(1),
      apiKey: secret(z.string().min(1)).optional(),
      timeoutSeconds: z.number().positive().max(120).default(20),
    })
    .optional(),
});
export type InsightsConfig = z.output<typeof insightsConfig>;
