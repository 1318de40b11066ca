/** Which products a pack reads. Joins and leaves of orgs take effect in batches, so that no single org's can be seen. */

export type RosterState = 'joining' | 'member' | 'leaving' | 'left';

export interface RosterEntry {
  readonly orgId: string;
  readonly productId: string;
  readonly vertical: string;
  readonly state: RosterState;
}

export interface RosterChange {
  readonly roster: readonly RosterEntry[];
  /** Enough orgs have left for the released cells that contain them to be restated. */
  readonly restate: boolean;
}

/** Orgs that must join, or leave, together. */
export const batchOrgs = 3;

const idOf = ({ orgId, productId }: { orgId: string; productId: string }) =>
  JSON.stringify([orgId, productId]);
const orgsIn = (entries: readonly RosterEntry[], state: RosterState) =>
  new Set(entries.filter(entry => entry.state === state).map(({ orgId }) => orgId)).size;

/**
 * The roster after the opt-ins of now. Who opted out is read by no cell decided from here on, at once; the released
 * cells are restated without them when {@link batchOrgs} orgs have left. Who opted in waits until as many have joined,
 * unless nothing was released yet.
 */
export function updateRoster(
  known: readonly RosterEntry[],
  contributing: ReadonlyArray<Omit<RosterEntry, 'state'>>,
  anythingReleased: boolean,
): RosterChange {
  const now = new Map(contributing.map(one => [idOf(one), one]));
  const entries = new Map(known.map(entry => [idOf(entry), entry]));
  for (const [id, entry] of entries) {
    if (now.has(id)) continue;
    const state =
      entry.state === 'member' && anythingReleased
        ? 'leaving'
        : entry.state === 'leaving'
          ? 'leaving'
          : 'left';
    entries.set(id, { ...entry, state });
  }
  for (const [id, one] of now) {
    const entry = entries.get(id);
    // Back before the batch was complete: it is still in the released cells, as if it had never left.
    const state = entry?.state === 'leaving' || entry?.state === 'member' ? 'member' : 'joining';
    entries.set(id, { ...one, state });
  }
  const roster = [...entries.values()].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  const admit = !anythingReleased || orgsIn(roster, 'joining') >= batchOrgs;
  return {
    roster: roster.map(entry =>
      entry.state === 'joining' && admit ? { ...entry, state: 'member' as const } : entry,
    ),
    restate: orgsIn(roster, 'leaving') >= batchOrgs,
  };
}

/** After a restatement the leavers are in no released cell any more. */
export const settleLeavers = (roster: readonly RosterEntry[]): RosterEntry[] =>
  roster.map(entry => (entry.state === 'leaving' ? { ...entry, state: 'left' } : entry));
