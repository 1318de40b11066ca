import type { TestDatabase } from '@netcrab/backend/testing';
import type { Kill, KillKind } from './dieAt';
import type { endState } from './endState';

/** What a process of the portal does, for a parent that holds its Stripe. */
export interface MoneyWork {
  readonly database: TestDatabase['config'];
  readonly dataDir: string;
  readonly sandbox: { readonly port: number; readonly secretKey: string };
  /** Epoch ms that its clock stands at. */
  readonly now: number;
  /** Ids follow from it; no two processes may have the same. */
  readonly seed: string;
  /**
   * Orders and accounts are made; sellers return from their onboarding; what Stripe tells is processed; or that and what
   * the fifth of a month does.
   */
  readonly what: 'begin' | 'return' | 'webhooks' | 'month';
  readonly kill?: Kill;
}

/** What a process that was not killed tells in the end. */
export interface MoneyState extends Awaited<ReturnType<typeof endState>> {
  readonly points: Record<KillKind, number>;
  readonly sessions: readonly string[];
  readonly accounts: readonly string[];
  readonly closed: readonly object[];
  readonly statements: readonly object[];
  readonly payouts: readonly object[];
  readonly auditBroken: boolean;
}

export const sellers = ['acme', 'globex', 'initech'];
export const buyers = ['umbrella', 'hooli', 'stark'];
