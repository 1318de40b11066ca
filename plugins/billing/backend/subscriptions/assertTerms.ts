import { InvalidRequestError, type FieldProblem, type PackId } from '@netcrab/plugin-api/backend';
import { tierTerms, type Tier } from '../../contract';

/** Terms as somebody asks for them. */
export interface WantedTerms {
  readonly tier: Tier;
  readonly packIds: readonly PackId[] | null;
  readonly endsAt: number | null;
}

function packProblem(
  { tier, packIds }: WantedTerms,
  known: ((packId: PackId) => boolean) | null,
): string | null {
  const { title, packs } = tierTerms[tier];
  if (packIds === null)
    return packs === null
      ? null
      : `${title} covers named packs: choose ${packs === 1 ? 'one' : `up to ${packs}`}`;
  if (packIds.length === 0) return 'Choose at least one pack';
  if (packs !== null && packIds.length > packs) {
    return `${title} covers ${packs === 1 ? 'one pack' : `up to ${packs} packs`}: choose fewer, or another tier`;
  }
  const unknown = known ? packIds.filter(id => !known(id)) : [];
  return unknown.length > 0 ? `There is no pack ${unknown.join(', ')}` : null;
}

/**
 * Refuses terms that no subscription can have.
 * @param known whether a pack exists; null where nobody can say
 * @throws InvalidRequestError
 */
export function assertTerms(
  terms: WantedTerms,
  now: number,
  known: ((packId: PackId) => boolean) | null,
): void {
  const problems: FieldProblem[] = [];
  const pack = packProblem(terms, known);
  if (pack) problems.push({ field: 'packIds', message: pack });
  if (terms.endsAt !== null && terms.endsAt <= now)
    problems.push({ field: 'endsAt', message: 'Choose an end in the future' });
  if (problems.length > 0)
    throw new InvalidRequestError('The subscription cannot have these terms.', problems);
}
