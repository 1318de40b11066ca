import type { TestPortal } from '@netcrab/backend/testing';
import telemetryPlugin from '@netcrab/plugin-telemetry/backend';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { endpoints, type Note } from '../contract';
import { writeFacts } from './testing/facts';
import { seller, startInsightsPortal } from './testing/insightsPortal';

type Text = Pick<Note, 'title' | 'summary' | 'recommendations'>;

/** Plays an OpenAI-compatible endpoint: answers what `reply` makes of the note it is given. */
class Model {
  readonly asked: {
    headers: Record<string, unknown>;
    body: { model: string; messages: { content: string }[] };
  }[] = [];
  reply: (text: Text) => { status?: number; content: string } | null = text => ({
    content: JSON.stringify(text),
  });
  private server: Server | undefined;

  async start(): Promise<string> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = JSON.parse(Buffer.concat(chunks).toString()) as Model['asked'][number]['body'];
        this.asked.push({ headers: request.headers, body });
        const reply = this.reply(JSON.parse(body.messages.at(-1)!.content) as Text);
        // Never answered.
        if (!reply) return;
        const { status = 200, content } = reply;
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] }));
      });
    });
    this.server = server;
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/`;
  }
  stop = () => new Promise(resolve => this.server?.close(resolve));
}

describe('a language model', () => {
  const model = new Model();
  let portal: TestPortal;
  let orgs = 0;
  let org = '';
  beforeAll(async () => {
    const url = await model.start();
    portal = await startInsightsPortal(telemetryPlugin, {
      languageModel: { url, model: 'crab-1', apiKey: 'sk-secret' },
    });
  });
  beforeEach(async () => {
    org = `org_${orgs++}`;
    model.asked.length = 0;
    await writeFacts(
      portal,
      Array.from({ length: 100 }, (_, index) => ({
        org,
        session: `${org}-${index}`,
        start: '2026-10-20 09:00:00',
        stays: [{ screen: 'checkout', rage: 1, strain: 0.3 }],
      })),
    );
  });
  afterAll(async () => {
    await portal.stop();
    await model.stop();
  });
  const look = async () => (await portal.client(endpoints, { as: seller(org) }).crabNotes({})).notes[0]!;
  /** Looks again until the model has answered so often, which a view never waits for. */
  async function lookAfter(answers: number, done: (note: Note) => boolean = () => true): Promise<Note> {
    for (;;) {
      const note = await look();
      if (model.asked.length >= answers && done(note)) return note;
    }
  }

  it('puts a note into other words, which are used as long as they hold', async () => {
    model.reply = text => ({
      content: JSON.stringify({ ...text, title: 'On checkout people click again and again' }),
    });
    const first = await look();
    expect(first).toMatchObject({ title: 'Clicks are repeated in vain on checkout', rephrased: false });
    const later = await lookAfter(1, note => note.rephrased);
    expect(later).toMatchObject({
      title: 'On checkout people click again and again',
      evidence: first.evidence,
    });
    await look();
    expect(model.asked).toHaveLength(1);
    expect(model.asked[0]).toMatchObject({
      headers: { authorization: 'Bearer sk-secret' },
      body: { model: 'crab-1', temperature: 0 },
    });
  });

  it.each([
    ['a number of its own', (text: Text) => ({ ...text, title: `${text.title}, 99 % of the time` })],
    ['a name of its own', (text: Text) => ({ ...text, title: 'Fix the paypal widget on checkout' })],
    ['a field of its own', (text: Text) => ({ ...text, severity: 'low' })],
  ])('is refused with %s: the written text stays', async (_, change) => {
    model.reply = text => ({ content: JSON.stringify(change(text)) });
    const before = await look();
    const after = await lookAfter(1);
    expect(after).toEqual(before);
    expect(after.rephrased).toBe(false);
  });

  it.each([
    ['fails', { status: 500, content: '' }],
    ['rambles', { content: 'Sure! Here is a better note.' }],
  ])('that %s leaves the written text, and is asked again', async (_, reply) => {
    model.reply = () => reply;
    const note = await lookAfter(2);
    expect(note).toMatchObject({ rephrased: false, title: 'Clicks are repeated in vain on checkout' });
  });

  it('that never answers holds up neither a view nor the end of the portal', async () => {
    model.reply = () => null;
    const note = await lookAfter(1);
    expect(note.rephrased).toBe(false);
    const began = performance.now();
    await portal.restart();
    // Its time-out is 20 s.
    expect(performance.now() - began).toBeLessThan(15_000);
  });
});
