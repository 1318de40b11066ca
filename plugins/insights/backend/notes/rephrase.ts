import type { Logger } from '@netcrab/plugin-api/backend';
import { z } from 'zod';
import type { Note } from '../../contract';
import type { InsightsConfig } from '../config';
import { objection } from './guard';
import type { NoteText } from './writeNote';

/** Texts kept, so that a note is put into other words once. */
const mostTexts = 1_000;

const answerShape = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
});
const textShape = z.strictObject({
  title: z.string(),
  summary: z.string(),
  recommendations: z.array(z.string()),
});

const instructions =
  'You put notes about a software product into plain, friendly words. Keep every number and every name exactly as written, add none, and keep the phrase "associated with". Answer with JSON alone: {"title": string, "summary": string, "recommendations": string[]}.';

export interface Rephraser {
  /** The note in other words where those are there and hold; else as it is, while other words are asked for. */
  apply(note: Note): Note;
  /** Gives up what is being asked for. */
  stop(): void;
}

/** Without an endpoint notes stay as they are written. */
export const noRephraser: Rephraser = { apply: note => note, stop: () => undefined };

/**
 * Asks an OpenAI-compatible endpoint, in the background: no view waits for it, and what fails or does not hold leaves
 * the deterministic text.
 */
export function createRephraser(
  endpoint: NonNullable<InsightsConfig['languageModel']>,
  logger: Logger,
): Rephraser {
  const texts = new Map<string, NoteText | null>();
  const stopping = new AbortController();

  async function ask(original: NoteText): Promise<NoteText> {
    const response = await fetch(`${endpoint.url.replace(/\/$/, '')}/chat/completions`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(endpoint.apiKey !== undefined && { authorization: `Bearer ${endpoint.apiKey}` }),
      },
      body: JSON.stringify({
        model: endpoint.model,
        temperature: 0,
        messages: [
          { role: 'system', content: instructions },
          { role: 'user', content: JSON.stringify(original) },
        ],
      }),
      signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(endpoint.timeoutSeconds * 1000)]),
      redirect: 'error',
    });
    if (!response.ok) throw new Error(`The endpoint answered ${response.status}`);
    const { choices } = answerShape.parse(await response.json());
    return textShape.parse(JSON.parse(choices[0]?.message.content ?? ''));
  }

  async function learn(key: string, original: NoteText, note: Note): Promise<void> {
    try {
      const text = await ask(original);
      const reason = objection(text, original, note.evidence);
      if (reason !== null) logger.warn({ noteId: note.id, reason }, 'A rephrased note was refused');
      texts.set(key, reason === null ? text : null);
    } catch (error) {
      if (stopping.signal.aborted) return;
      // Asked again at the next view of the note: the endpoint may be back.
      texts.delete(key);
      logger.warn({ noteId: note.id, error: String(error) }, 'A note could not be rephrased');
    }
  }

  return {
    apply(note) {
      const { title, summary, recommendations } = note;
      const original = { title, summary, recommendations };
      const key = JSON.stringify([note.id, original]);
      const text = texts.get(key);
      if (text) return { ...note, ...text, rephrased: true };
      if (text === undefined && !texts.has(key)) {
        texts.set(key, null);
        for (const oldest of texts.keys()) {
          if (texts.size <= mostTexts) break;
          texts.delete(oldest);
        }
        void learn(key, original, note);
      }
      return note;
    },
    stop: () => stopping.abort(),
  };
}
