import { tierTerms, type ManagedSubscription, type SubscriptionTerms, type Tier } from '../../contract';
import { messages, tierNames } from '../messages';

const text = messages.form;
const dayMs = 86_400_000;

/** What the form holds while it is filled in. */
export interface FormState {
  readonly orgId: string | null;
  readonly tier: Tier;
  readonly allPacks: boolean;
  readonly packIds: readonly string[];
  /** `2026-11-30`, or empty for no end. */
  readonly lastDay: string;
  readonly reason: string;
}

export const emptyForm: FormState = {
  orgId: null,
  tier: 'standard',
  allPacks: false,
  packIds: [],
  lastDay: '',
  reason: '',
};

export const formOf = (one: ManagedSubscription): FormState => ({
  orgId: one.orgId,
  tier: one.tier,
  allPacks: one.packs === null,
  packIds: one.packs?.map(pack => pack.id) ?? [],
  lastDay: one.endsAt === null ? '' : new Date(one.endsAt - 1).toISOString().slice(0, 10),
  reason: '',
});

/** Only a tier without a number of packs can cover all of them. */
export const mayCoverAll = (tier: Tier) => tierTerms[tier].packs === null;
export const coversAll = ({ tier, allPacks }: FormState) => allPacks && mayCoverAll(tier);

const endOf = ({ lastDay }: FormState) => (lastDay === '' ? null : Date.parse(lastDay) + dayMs);

export type FormProblems = Partial<Record<'orgId' | 'packIds' | 'lastDay' | 'reason', string>>;

/** What keeps the form from being sent, by field. */
export function problemsOf(form: FormState, now: number): FormProblems {
  const problems: FormProblems = {};
  const most = tierTerms[form.tier].packs;
  const end = endOf(form);
  if (form.orgId === null) problems.orgId = text.orgMissing;
  if (!coversAll(form) && form.packIds.length === 0) problems.packIds = text.packsMissing;
  else if (most !== null && form.packIds.length > most)
    problems.packIds = text.tooMany(tierNames[form.tier], most);
  if (end !== null && !(end > now)) problems.lastDay = text.endsPast;
  if (form.reason.trim().length < 3) problems.reason = text.reasonMissing;
  return problems;
}

export const termsOf = (form: FormState): SubscriptionTerms => ({
  tier: form.tier,
  packIds: coversAll(form) ? null : [...form.packIds],
  endsAt: endOf(form),
  reason: form.reason.trim(),
});
