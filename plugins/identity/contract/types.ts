import { roles } from '@netcrab/plugin-api/contract';
import { z } from 'zod';
import { orgKinds } from './service';

export const passwordLength = { min: 10, max: 200 } as const;

/** Control characters and those that turn the direction of text, by which a name can pose as another. */
const misleading = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/u;

const plainName = (what: string, max: number) =>
  z
    .string()
    .trim()
    .min(1, `Enter ${what}.`)
    .max(max, `Use at most ${max} characters.`)
    .refine(text => !misleading.test(text), 'Leave out invisible and control characters.')
    // Names stand in mails to people who did not ask for them.
    .refine(text => !text.includes('://'), 'Leave out web addresses.');

export const personName = plainName('a name', 120);
export const orgName = plainName('the name of the organisation', 120);
export const emailAddress = z
  .email('Enter an e-mail address, such as ada@example.com.')
  .max(254, 'Use at most 254 characters.');
export const newPassword = z
  .string()
  .min(passwordLength.min, `Use at least ${passwordLength.min} characters; a few words make a good password.`)
  .max(passwordLength.max, `Use at most ${passwordLength.max} characters.`)
  .refine(text => new Set(text).size > 3, 'Use more than three different characters.');
/** A password as typed to prove who one is: only its size is bounded. */
export const givenPassword = z
  .string()
  .min(1, 'Enter your password.')
  .max(1000, 'That is too long for a password.');

export const role = z.enum(roles);
export const roleList = z
  .array(role)
  .min(1, 'Choose at least one role.')
  .max(roles.length)
  .refine(list => new Set(list).size === list.length, 'Name each role once.');
export const orgKind = z.enum(orgKinds);

export const id = z.string().min(1).max(64);
export const token = z.string().min(1).max(2000);

export const orgView = z.object({ id: z.string(), name: z.string(), kind: orgKind });

export const portalSession = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
  org: orgView.nullable(),
  orgs: z.array(orgView),
  roles: z.array(role),
  permissions: z.array(z.string()),
});

export const profile = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  /** Whether a mail to the address was answered, or a provider vouched for it. */
  emailVerified: z.boolean(),
  hasPassword: z.boolean(),
  providers: z.array(z.string()),
  createdAt: z.number(),
  memberships: z.array(z.object({ org: orgView, roles: z.array(role) })),
});
export type Profile = z.output<typeof profile>;

export const sessionView = z.object({
  id: z.string(),
  current: z.boolean(),
  userAgent: z.string(),
  ip: z.string(),
  createdAt: z.number(),
  lastSeenAt: z.number(),
});
export type SessionView = z.output<typeof sessionView>;

export const member = z.object({
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  roles: z.array(role),
  joinedAt: z.number(),
});
export type MemberView = z.output<typeof member>;

export const invitation = z.object({
  id: z.string(),
  email: z.string(),
  roles: z.array(role),
  invitedBy: z.string().nullable(),
  createdAt: z.number(),
  sentAt: z.number(),
  expiresAt: z.number(),
  expired: z.boolean(),
});
export type InvitationView = z.output<typeof invitation>;

export const organization = orgView.extend({ createdAt: z.number() });

export const deletionPreview = z.object({
  /** Why it cannot be done yet: organisations with other members that would lose their last admin. */
  blockedBy: z.array(orgView),
  /** Organisations nobody else belongs to; they are closed with the account. */
  closes: z.array(orgView),
  leaves: z.array(orgView),
  hasPassword: z.boolean(),
});
export type DeletionPreview = z.output<typeof deletionPreview>;

/** The page of a list: counted from 1. */
export const paging = {
  q: z.string().trim().max(200).default(''),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
};
