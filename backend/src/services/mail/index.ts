export { createMail, type Mail, type MailOptions, type MailTransport, type OutboxMail } from './mail';
export { mailMigrations } from './migrations';
