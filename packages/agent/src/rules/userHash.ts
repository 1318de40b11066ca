import { createHmac } from 'node:crypto';

/** Recent users are remembered, since their events come in rows. */
const remembered = 4_096;
/** 132 bits: no two users of an organisation ever meet. */
const characters = 22;

/**
 * The name a user bears outside: an HMAC of the id under the organisation's salt. Without the salt no list of ids can be
 * tried against it, and the same person has unrelated names in two organisations.
 */
export function userHasher(orgId: string, salt: string): (userId: string) => string {
  const known = new Map<string, string>();
  return userId => {
    let hash = known.get(userId);
    if (hash === undefined) {
      hash = createHmac('sha256', salt)
        .update(`${orgId}\n${userId}`)
        .digest('base64url')
        .slice(0, characters);
      if (known.size >= remembered) known.clear();
      known.set(userId, hash);
    }
    return hash;
  };
}
