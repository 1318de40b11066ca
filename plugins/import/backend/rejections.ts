import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { ImportError, messageOf } from './importError';
import type { Rejection } from './parseLine';

const shownInFull = 20;

/** Refused lines: the first in full, all of them counted by reason, and written to a file where that was asked for. */
export class Rejections {
  total = 0;
  private readonly reasons = new Map<string, number>();

  private constructor(
    private readonly show: (line: string) => void,
    private readonly file: WriteStream | null,
  ) {}

  /** @throws ImportError when the file cannot be written. */
  static async open(file: string | null, show: (line: string) => void): Promise<Rejections> {
    if (file === null) return new Rejections(show, null);
    const stream = createWriteStream(file);
    try {
      await once(stream, 'open');
    } catch (error) {
      throw new ImportError(`--rejects ${file} cannot be written: ${messageOf(error)}.`);
    }
    return new Rejections(show, stream);
  }

  async add(rejection: Rejection): Promise<void> {
    const { line, field, message } = rejection;
    const reason = field ? `${field}: ${message}` : message;
    this.total++;
    if (this.total <= shownInFull) this.show(`line ${line}: ${reason}`);
    if (this.total === shownInFull + 1) this.show('Further refused lines are counted only.');
    this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
    if (this.file && !this.file.write(`${JSON.stringify(rejection)}\n`)) await once(this.file, 'drain');
  }

  /** `12 × ts: Use ISO 8601 …`, the most frequent first. */
  byReason(): string[] {
    return [...this.reasons]
      .sort((a, b) => b[1] - a[1])
      .map(([reason, count]) => `${count.toLocaleString('en-US')} × ${reason}`);
  }

  async close(): Promise<void> {
    if (!this.file) return;
    this.file.end();
    await finished(this.file);
  }
}
