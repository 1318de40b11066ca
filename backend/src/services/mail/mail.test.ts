import { testClock, testIds } from '@netcrab/plugin-api/testing';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { testDatabases } from '../../testing/databases';
import { openDatabase, type ServiceDatabase } from '../database.fixture';
import { createLogger } from '../logger';
import { createScheduler, schedulerMigrations, type Scheduler } from '../scheduler';
import { createMail, mailMigrations, type MailOptions, type MailTransport } from '.';

const hello = { to: 'ada@example.org', subject: 'Hello', text: 'Hi Ada', html: '<p>Hi</p>' };

describe.each(testDatabases)('mail on %s', kind => {
  let opened: ServiceDatabase;
  let scheduler: Scheduler;
  const clock = testClock();
  const lines: string[] = [];
  const logger = createLogger({ level: 'info', format: 'json', write: line => void lines.push(line) });
  beforeEach(async () => {
    opened = await openDatabase(kind, [...schedulerMigrations, ...mailMigrations]);
    scheduler = createScheduler({
      database: opened.database,
      clock,
      ids: testIds('runs'),
      logger,
      instanceId: 'one',
    });
    lines.length = 0;
  });
  afterEach(async () => {
    await scheduler.stop();
    await opened.drop();
  });
  async function start(options: MailOptions, transport?: MailTransport) {
    const jobs = scheduler.forPlugin('core');
    const mail = createMail({
      database: opened.database,
      scheduler: jobs,
      clock,
      ids: testIds(),
      logger,
      options,
      transport,
    });
    await scheduler.start({ byTime: false });
    return { mail, sent: async () => jobs.settled(await jobs.runNow('send-mail')) };
  }

  it('without SMTP marks mails as logged, and the log says where to read them', async () => {
    const { mail, sent } = await start({ from: 'portal@localhost' });
    await mail.send(hello);
    await sent();
    expect(await mail.outbox()).toMatchObject([
      { ...hello, state: 'logged', attempts: 0, finishedAt: clock.now() },
    ]);
    expect(lines.join()).toContain('core_mail_outbox');
    expect(lines.join()).not.toContain('Hi Ada');
  });

  it('sends with the transaction or not at all', async () => {
    const got: string[] = [];
    const { mail, sent } = await start(
      { from: 'portal@localhost' },
      async ({ subject }) => void got.push(subject),
    );
    await expect(
      opened.database.transaction(async trx => {
        await mail.send({ ...hello, subject: 'Undone' }, trx);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await opened.database.transaction(trx => mail.send(hello, trx));
    await sent();
    await sent();
    expect(got).toEqual(['Hello']);
    expect(await mail.outbox()).toMatchObject([{ subject: 'Hello', state: 'sent', attempts: 1 }]);
  });

  it('tries again with backoff, gives up visibly, and forgets after a month', async () => {
    const { mail, sent } = await start({ from: 'portal@localhost' }, async () =>
      Promise.reject(new Error('mailbox full')),
    );
    await mail.send(hello);
    for (let attempt = 1; attempt <= 10; attempt++) {
      await sent();
      await sent();
      expect(await mail.outbox()).toMatchObject([
        { state: attempt < 10 ? 'pending' : 'failed', attempts: attempt, error: 'mailbox full' },
      ]);
      clock.advance(60_000 * 2 ** attempt);
    }
    clock.advance(31 * 86_400_000);
    await sent();
    expect(await mail.outbox()).toEqual([]);
  });

  it('speaks SMTP', async () => {
    const { server, received } = smtpServer();
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { mail, sent } = await start({
      from: 'NetCrab <portal@localhost>',
      smtp: `smtp://127.0.0.1:${port}`,
    });
    await mail.send(hello);
    await sent();
    expect(await mail.outbox()).toMatchObject([{ state: 'sent', error: null }]);
    expect(received.join('')).toMatch(
      /From: NetCrab <portal@localhost>[\s\S]*To: ada@example.org[\s\S]*Subject: Hello[\s\S]*Hi Ada/,
    );
    await new Promise(resolve => server.close(resolve));
  });

  it('goes down and up again', async () => {
    await opened.migrator.down(
      'core',
      [...schedulerMigrations, ...mailMigrations],
      schedulerMigrations[0]!.name,
    );
    expect(await opened.database.knex.schema.hasTable('core_mail_outbox')).toBe(false);
    await opened.migrator.up('core', [...schedulerMigrations, ...mailMigrations]);
    expect(await opened.database.knex('core_mail_outbox')).toEqual([]);
  });
});

/** As much of a mail server as it takes to receive one. */
function smtpServer(): { server: Server; received: string[] } {
  const received: string[] = [];
  const server = createServer(socket => {
    let inData = false;
    const say = (line: string) => socket.write(`${line}\r\n`);
    say('220 test');
    socket.on('data', chunk => {
      const text = chunk.toString();
      if (inData) {
        received.push(text);
        if (!text.endsWith('\r\n.\r\n')) return;
        inData = false;
        say('250 kept');
      } else if (text.startsWith('DATA')) {
        inData = true;
        say('354 go on');
      } else if (text.startsWith('QUIT')) socket.end('221 bye\r\n');
      else say('250 ok');
    });
  });
  return { server, received };
}
