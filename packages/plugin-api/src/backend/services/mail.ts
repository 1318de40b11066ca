import type { Knex } from 'knex';

export interface MailService {
  /** Written to the outbox and sent by a job; without SMTP configured, the log says where to read it. */
  send(
    mail: { readonly to: string; readonly subject: string; readonly text: string; readonly html?: string },
    trx?: Knex.Transaction,
  ): Promise<void>;
}
