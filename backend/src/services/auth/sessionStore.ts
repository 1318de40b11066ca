import { createHash } from 'node:crypto';
import type { Clock, Ids, SessionInfo, UserId } from '@netcrab/plugin-api/backend';
import session, { type SessionData } from 'express-session';
import type { Knex } from 'knex';

declare module 'express-session' {
  interface SessionData {
    userId?: string;
    orgId?: string | null;
    /** Public id of the session, as its user sees it listed. */
    publicId?: string;
    userAgent?: string;
    ip?: string;
  }
}

const table = 'core_sessions';
const hashOf = (sid: string) => createHash('sha256').update(sid).digest('hex');
const day = 24 * 60 * 60 * 1000;
/** A session ends after two weeks without a visit. */
export const sessionIdleMs = 14 * day;
const touchEveryMs = 60_000;

/**
 * Sessions in the portal's database. Ids are stored hashed, rows can be listed and ended by user, and a visit writes
 * at most once a minute.
 */
export class DatabaseSessionStore extends session.Store {
  private readonly touched = new Map<string, number>();

  constructor(
    private readonly knex: Knex,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {
    super();
  }

  override get(sid: string, done: (error: unknown, session?: SessionData | null) => void): void {
    this.knex(table)
      .where({ sid_hash: hashOf(sid) })
      .andWhere('expires_at', '>', this.clock.now())
      .first('data')
      .then(row => done(null, row ? (JSON.parse(row.data) as SessionData) : null), done);
  }

  /** A session that was ended meanwhile stays ended: a request still under way must not bring it back by saving it. */
  override set(sid: string, data: SessionData, done?: (error?: unknown) => void): void {
    const now = this.clock.now();
    const fresh = data.publicId === undefined;
    data.publicId ??= this.ids.uuid();
    const row = {
      user_id: data.userId ?? '',
      data: JSON.stringify(data),
      last_seen_at: now,
      expires_at: now + sessionIdleMs,
    };
    const written = fresh
      ? this.knex(table).insert({
          ...row,
          sid_hash: hashOf(sid),
          id: data.publicId,
          user_agent: (data.userAgent ?? '').slice(0, 300),
          ip: data.ip ?? '',
          created_at: now,
        })
      : this.knex(table)
          .where({ sid_hash: hashOf(sid) })
          .update(row);
    written.then(() => done?.(), done);
  }

  override touch(sid: string, _data: SessionData, done?: () => void): void {
    const now = this.clock.now();
    if (now - (this.touched.get(sid) ?? 0) < touchEveryMs) return done?.();
    if (this.touched.size > 10_000) this.touched.clear();
    this.touched.set(sid, now);
    this.knex(table)
      .where({ sid_hash: hashOf(sid) })
      .update({ last_seen_at: now, expires_at: now + sessionIdleMs })
      // A visit that could not be noted is no reason to fail the request.
      .then(
        () => done?.(),
        () => done?.(),
      );
  }

  override destroy(sid: string, done?: (error?: unknown) => void): void {
    this.knex(table)
      .where({ sid_hash: hashOf(sid) })
      .delete()
      .then(() => done?.(), done);
  }

  async list(userId: UserId): Promise<SessionInfo[]> {
    const rows = await this.knex(table)
      .where({ user_id: userId })
      .andWhere('expires_at', '>', this.clock.now())
      .orderBy('last_seen_at', 'desc')
      .select('id', 'user_agent', 'ip', 'created_at', 'last_seen_at');
    return rows.map(row => ({
      id: row.id,
      userAgent: row.user_agent,
      ip: row.ip,
      createdAt: row.created_at,
      lastSeenAt: row.last_seen_at,
    }));
  }

  async end(
    userId: UserId,
    which: { readonly id: string } | { readonly except: string | null },
  ): Promise<number> {
    const rows = this.knex(table).where({ user_id: userId });
    if ('id' in which) return rows.andWhere({ id: which.id }).delete();
    return which.except === null ? rows.delete() : rows.andWhereNot({ id: which.except }).delete();
  }

  async removeExpired(): Promise<number> {
    return this.knex(table).where('expires_at', '<=', this.clock.now()).delete();
  }
}
