import type { Clock, OrgId, UserId, UserPrincipal } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import { membershipsOf, type Membership } from './store/memberships';
import { userById } from './store/users';

/** What each request wants to know of its user. */
export interface Person {
  readonly userId: UserId;
  readonly name: string;
  readonly email: string;
  readonly memberships: readonly Membership[];
}

/** How long another instance may still act on what this one changed. */
const freshMs = 5000;
const atMost = 20_000;

/**
 * Users with their memberships, remembered in memory: it stands in the path of every request. Dropped by `changed` when
 * this instance changed something, and by time for what others did.
 */
export class Directory {
  private readonly kept = new Map<UserId, { readonly at: number; readonly person: Promise<Person | null> }>();

  constructor(
    private readonly knex: Knex,
    private readonly clock: Clock,
  ) {}

  /** Null for a user that is gone. */
  person(userId: UserId): Promise<Person | null> {
    const now = this.clock.now();
    const known = this.kept.get(userId);
    if (known && now - known.at < freshMs) return known.person;
    if (this.kept.size >= atMost) this.kept.clear();
    const entry = { at: now, person: this.load(userId) };
    this.kept.set(userId, entry);
    entry.person.catch(() => {
      if (this.kept.get(userId) === entry) this.kept.delete(userId);
    });
    return entry.person;
  }

  /** Who a session's user is: acting for the org asked for, or for the first one when it is no longer theirs. */
  async resolve(userId: UserId, orgId: OrgId | null): Promise<Omit<UserPrincipal, 'permissions'> | null> {
    const person = await this.person(userId);
    if (!person) return null;
    const acting = person.memberships.find(({ org }) => org.id === orgId) ?? person.memberships[0];
    return {
      kind: 'user',
      userId,
      name: person.name,
      email: person.email,
      orgId: acting?.org.id ?? null,
      roles: acting?.roles ?? [],
    };
  }

  /** To be called once a change is committed. A load that began before it is not kept either. */
  changed(userId?: UserId): void {
    if (userId === undefined) this.kept.clear();
    else this.kept.delete(userId);
  }

  private async load(userId: UserId): Promise<Person | null> {
    const user = await userById(this.knex, userId);
    if (!user) return null;
    const memberships = (await membershipsOf(this.knex, [userId])).get(userId) ?? [];
    return { userId, name: user.name, email: user.email, memberships };
  }
}
