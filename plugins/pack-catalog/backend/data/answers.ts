/** An answer as it leaves, ready to be sent again. */
export interface Answer {
  readonly body: Uint8Array;
  readonly rows: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** Encoded answers, the least recently used forgotten first, bounded by bytes. */
export class AnswerCache {
  private readonly answers = new Map<string, Answer>();
  private bytes = 0;

  constructor(private readonly maxBytes: number) {}

  get(key: string): Answer | undefined {
    const answer = this.answers.get(key);
    if (answer) {
      this.answers.delete(key);
      this.answers.set(key, answer);
    }
    return answer;
  }

  set(key: string, answer: Answer): void {
    const size = weight(answer);
    // One answer must not push out all others.
    if (size > this.maxBytes / 8 || this.answers.has(key)) return;
    this.answers.set(key, answer);
    this.bytes += size;
    for (const [oldest, { body }] of this.answers) {
      if (this.bytes <= this.maxBytes) break;
      this.answers.delete(oldest);
      this.bytes -= weight({ body });
    }
  }

  get size(): { readonly answers: number; readonly bytes: number } {
    return { answers: this.answers.size, bytes: this.bytes };
  }
}

/** Beside its bytes an answer costs its key, its headers and its place. */
const overhead = 1_000;
const weight = ({ body }: Pick<Answer, 'body'>): number => body.byteLength + overhead;
