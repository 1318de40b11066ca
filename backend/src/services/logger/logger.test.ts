import { createLogger, type LoggerOptions } from '.';

function capture(options: Omit<LoggerOptions, 'write'>) {
  const lines: string[] = [];
  return { lines, log: createLogger({ ...options, write: line => void lines.push(line) }) };
}
function captureJson() {
  const { lines, log } = capture({ level: 'info', format: 'json' });
  return { log, last: () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown>, lines };
}

describe('logger', () => {
  it('writes one JSON object per line, with the fields of its parents', () => {
    const { log, last, lines } = captureJson();
    log.child({ plugin: 'billing' }).child({ job: 'close' }).info({ month: '2026-10' }, 'Month closed');
    expect(last()).toMatchObject({
      level: 'info',
      plugin: 'billing',
      job: 'close',
      month: '2026-10',
      msg: 'Month closed',
    });
    expect(lines).toHaveLength(1);
  });

  it('leaves out what is below its level', () => {
    const { log, lines } = captureJson();
    log.debug({}, 'detail');
    expect(lines).toEqual([]);
  });

  it('redacts secrets by name at any depth, in children too', () => {
    const { log, last } = captureJson();
    log.child({ apiKey: 'nc_live_1' }).warn(
      {
        headers: { Authorization: 'Bearer abc', 'set-cookie': ['sid=1'], accept: '*/*' },
        list: [{ client_secret: 'x', accessToken: 'y', passwordHash: 'z' }],
        tokenCount: 7,
        apiKeyId: 'key-1',
        token: 3,
        otp: null,
      },
      'Refused',
    );
    expect(last()).toMatchObject({
      apiKey: '[redacted]',
      headers: { Authorization: '[redacted]', 'set-cookie': '[redacted]', accept: '*/*' },
      list: [{ client_secret: '[redacted]', accessToken: '[redacted]', passwordHash: '[redacted]' }],
      tokenCount: 7,
      apiKeyId: 'key-1',
      token: 3,
      otp: null,
    });
  });

  it('redacts credentials inside of texts and errors', () => {
    const { log, last } = captureJson();
    const error = new Error('connect postgres://root:hunter2@db/x failed', {
      cause: new Error('Bearer abcdefghijk'),
    });
    log.error({ error, url: 'https://u:p4ss@host/x' }, 'Using Bearer 0123456789abc');
    const text = JSON.stringify(last());
    expect(text).not.toMatch(/hunter2|p4ss|abcdefghijk|0123456789abc/);
    expect(last()).toMatchObject({ error: { type: 'Error', cause: { type: 'Error' } } });
  });

  it('bounds what it writes: cycles, binaries, long lists, bigints', () => {
    const { log, last } = captureJson();
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    log.info(
      { cycle, bytes: Buffer.alloc(1000), list: Array.from({ length: 60 }, (_, i) => i), cents: 5n },
      'Large',
    );
    expect(last()).toMatchObject({ bytes: '[1000 bytes]', cents: '5' });
    expect((last().list as unknown[]).at(-1)).toBe('[… 10 more]');
    expect(JSON.stringify(last().cycle)).toContain('[…]');
  });

  it('accepts an error as the fields', () => {
    const { log, last } = captureJson();
    log.error(new Error('boom'), 'Failed');
    expect(last()).toMatchObject({ msg: 'Failed', error: { message: 'boom' } });
  });

  it('writes one readable line in development, the stack below', () => {
    const { log, lines } = capture({ level: 'debug', format: 'line' });
    log.child({ plugin: 'billing' }).info({ month: '2026-10', note: 'two words' }, 'Month closed');
    expect(lines[0]).toMatch(
      /^\d\d:\d\d:\d\d\.\d{3} INFO {2}\[billing\] Month closed month=2026-10 note="two words"\n$/,
    );
    log.error({ error: new Error('boom') }, 'Failed');
    expect(lines[1]).toMatch(/ERROR Failed error="boom"\nError: boom\n {4}at /);
  });
});
