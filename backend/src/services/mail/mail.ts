import type {
  Clock,
  DatabaseService,
  Ids,
  Logger,
  MailService,
  SchedulerService,
} from '@netcrab/plugin-api/backend';

export interface MailOptions {
  readonly from: string;
  /** `smtp://user:password@host:587` or `smtps://…`; without it nothing leaves the portal. */
  readonly smtp?: string;
}

export interface OutboxMail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly state: 'pending' | 'sent' | 'logged' | 'failed';
  readonly attempts: number;
  readonly error: string | null;
  readonly createdAt: number;
  readonly finishedAt: number | null;
}

export interface Mail extends MailService {
  /** The last mails, newest first. */
  outbox(limit?: number): Promise<OutboxMail[]>;
}

/** Hands one mail over; rejects when the server does not take it. */
export type MailTransport = (mail: {
  from: string;
  to: string;
  subject: string;
  text: string;
  html?: string;
}) => Promise<void>;

export interface MailDependencies {
  readonly database: DatabaseService;
  /** Of the owner `core`: the sending job is scheduled there. */
  readonly scheduler: SchedulerService;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly options: MailOptions;
  /** SMTP by the options unless given. */
  readonly transport?: MailTransport;
}

interface MailRow {
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  readonly text_body: string;
  readonly html_body: string | null;
  readonly state: OutboxMail['state'];
  readonly attempts: number;
  readonly error: string | null;
  readonly created_at: number;
  readonly next_at: number;
  readonly finished_at: number | null;
}

const table = 'core_mail_outbox';
const perRun = 100;
const minuteMs = 60_000;
/** 1, 2, 4 … minutes; the tenth attempt is about eight hours after the first. */
const backoffMs = (attempts: number) => minuteMs * 2 ** attempts;
const lastAttempt = 10;
const keepMs = 30 * 24 * 60 * minuteMs;

/**
 * Mails wait in `core_mail_outbox`, written with the change they tell of; the job `core.send-mail` sends them. A crash
 * between sending and noting it sends a mail twice.
 */
export function createMail({
  database,
  scheduler,
  clock,
  ids,
  logger,
  options,
  transport,
}: MailDependencies): Mail {
  const rows = () => database.knex<MailRow>(table);
  let connected = transport;
  const send: MailTransport = async mail => {
    connected ??= await connectSmtp(options.smtp ?? '');
    await connected(mail);
  };

  async function sendOne(mail: MailRow): Promise<void> {
    const mine = rows().where({ id: mail.id });
    const now = clock.now();
    if (options.smtp === undefined && !transport) {
      await mine.update({ state: 'logged', finished_at: now });
      logger.info(
        { mail: mail.id, to: mail.recipient, subject: mail.subject },
        `Mail is not configured: read this one in the table ${table}, or set mail.smtp`,
      );
      return;
    }
    const attempts = mail.attempts + 1;
    try {
      await send({
        from: options.from,
        to: mail.recipient,
        subject: mail.subject,
        text: mail.text_body,
        ...(mail.html_body !== null && { html: mail.html_body }),
      });
      await mine.update({ state: 'sent', attempts, error: null, finished_at: now });
    } catch (error) {
      const last = attempts >= lastAttempt;
      logger.warn(
        { mail: mail.id, attempts, error },
        last ? 'A mail was given up' : 'A mail could not be sent; it is tried again',
      );
      await mine.update({
        state: last ? 'failed' : 'pending',
        attempts,
        error: error instanceof Error ? error.message : String(error),
        next_at: now + backoffMs(mail.attempts),
        finished_at: last ? now : null,
      });
    }
  }

  async function sendDue(signal: AbortSignal): Promise<number> {
    let done = 0;
    while (!signal.aborted) {
      const due = await rows()
        .where({ state: 'pending' })
        .where('next_at', '<=', clock.now())
        .orderBy('next_at')
        .limit(perRun);
      if (due.length === 0) break;
      for (const mail of due) {
        if (signal.aborted) break;
        await sendOne(mail);
        done++;
      }
    }
    await rows()
      .where('finished_at', '<', clock.now() - keepMs)
      .delete();
    return done;
  }

  scheduler.schedule({
    id: 'send-mail',
    title: 'Send mail',
    cron: '*/5 * * * *',
    run: async ({ signal }) => ({ mails: await sendDue(signal) }),
  });
  /** The job also runs by time, so a failing wake only delays the mail. */
  const wake = () => {
    scheduler
      .runNow('send-mail', { trigger: 'event' })
      .catch(error => logger.warn({ error }, 'The mail job could not be woken'));
  };

  return {
    async send(mail, trx) {
      await (trx ?? database.knex)(table).insert({
        id: ids.uuid(),
        recipient: mail.to,
        subject: mail.subject,
        text_body: mail.text,
        html_body: mail.html ?? null,
        state: 'pending',
        created_at: clock.now(),
        next_at: clock.now(),
      });
      if (!trx) wake();
      else trx.executionPromise?.then(wake, () => undefined);
    },
    async outbox(limit = 100) {
      const found = await rows().orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit);
      return found.map(row => ({
        id: row.id,
        to: row.recipient,
        subject: row.subject,
        text: row.text_body,
        html: row.html_body,
        state: row.state,
        attempts: row.attempts,
        error: row.error,
        createdAt: row.created_at,
        finishedAt: row.finished_at,
      }));
    },
  };
}

async function connectSmtp(url: string): Promise<MailTransport> {
  const { default: nodemailer } = await import('nodemailer');
  const connection = nodemailer.createTransport(url);
  return async mail => void (await connection.sendMail(mail));
}
