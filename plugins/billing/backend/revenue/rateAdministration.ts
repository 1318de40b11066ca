import {
  InvalidRequestError,
  NotFoundError,
  type AuditActor,
  type AuditService,
  type Clock,
  type DatabaseService,
  type Ids,
  type OrgId,
} from '@netcrab/plugin-api/backend';
import type { IdentityService } from '@netcrab/plugin-identity/contract';
import { packKinds } from '@netcrab/plugin-pack-builder/contract';
import type { CommissionRate, NewRate } from '../../contract';
import { actorNames } from '../actorNames';
import { monthOf } from './months';
import { ratesOf, type RateStore, type StoredRate } from './rates';

export interface RateAdministration {
  readonly database: DatabaseService;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditService;
  readonly rates: RateStore;
  readonly identity: Pick<IdentityService, 'orgs'>;
}

export const decimalRate = (basisPoints: number) =>
  (basisPoints / 10_000).toFixed(4).replace(/(\.\d\d)00$/, '$1');

async function views(admin: RateAdministration, rates: readonly StoredRate[]): Promise<CommissionRate[]> {
  const sellers = rates.flatMap(({ scope, subject }) => (scope === 'seller' && subject ? [subject] : []));
  const orgs = await admin.identity.orgs([...new Set(sellers)] as OrgId[]);
  const names = new Map<string, string>(orgs.map(org => [org.id, org.name]));
  const actorName = await actorNames(
    admin.audit,
    rates.map(rate => rate.createdBy),
  );
  const month = monthOf(admin.clock.now());
  const all = await admin.rates.all(admin.database.knex);
  const current = ratesOf(month, all, 0);
  const latest = (rate: StoredRate) =>
    ratesOf(rate.effectiveMonth, all, 0).counting(rate.scope, rate.subject)?.id === rate.id;
  const stateOf = (rate: StoredRate): CommissionRate['state'] => {
    if (!latest(rate)) return 'superseded';
    if (rate.effectiveMonth > month) return 'upcoming';
    return current.counting(rate.scope, rate.subject)?.id === rate.id ? 'current' : 'superseded';
  };
  return rates.map(rate => ({
    ...rate,
    rate: decimalRate(rate.rate),
    createdBy: actorName(rate.createdBy),
    subjectTitle: rate.subject && (names.get(rate.subject) ?? rate.subject.replaceAll('_', ' ')),
    state: stateOf(rate),
  }));
}

const order: readonly CommissionRate['state'][] = ['current', 'upcoming', 'superseded'];

/** Those that count first, then those to come. */
export async function listRates(admin: RateAdministration): Promise<CommissionRate[]> {
  const all = await views(admin, (await admin.rates.all(admin.database.knex)).toReversed());
  return all.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}

async function assertSubject({ identity }: RateAdministration, { scope, subject }: NewRate): Promise<void> {
  const refuse = (message: string): never => {
    throw new InvalidRequestError(message, [{ field: 'subject', message }]);
  };
  if (scope === 'default') return subject === undefined ? undefined : refuse('The default is for everybody');
  if (subject === undefined) return refuse(scope === 'kind' ? 'Choose a kind of pack' : 'Choose a seller');
  if (scope === 'kind')
    return (packKinds as readonly string[]).includes(subject)
      ? undefined
      : refuse(`There are ${packKinds.join(', ')}`);
  if ((await identity.orgs([subject as OrgId])).length === 0)
    throw new NotFoundError(`There is no organisation "${subject}".`);
}

/**
 * Sets a rate from a coming month on.
 * @throws InvalidRequestError for a month that has begun; NotFoundError for a seller that is none
 */
export async function addRate(
  admin: RateAdministration,
  request: NewRate,
  actor: AuditActor,
): Promise<CommissionRate> {
  const { database, clock, ids, audit, rates } = admin;
  await assertSubject(admin, request);
  const effectiveMonth = request.effectiveMonth.slice(0, 7);
  if (effectiveMonth <= monthOf(clock.now())) {
    const message = 'The month has begun, and buyers and sellers rely on its rate. Choose a coming one';
    throw new InvalidRequestError(message, [{ field: 'effectiveMonth', message }]);
  }
  const rate: StoredRate = {
    id: ids.uuid(),
    scope: request.scope,
    subject: request.subject ?? null,
    rate: Math.round(Number(request.rate) * 10_000),
    effectiveMonth,
    reason: request.reason,
    createdBy: actor.id,
    createdAt: clock.now(),
  };
  await database.transaction(async trx => {
    await rates.insert(trx, rate);
    await audit.record(
      {
        action: 'commission-rate.added',
        actor,
        target: { type: 'commission-rate', id: rate.id },
        after: rate,
      },
      trx,
    );
  });
  const [view] = await views(admin, [rate]);
  if (!view) throw new Error('A rate has a view');
  return view;
}
