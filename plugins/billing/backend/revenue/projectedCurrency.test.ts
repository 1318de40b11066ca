import type { OrgId, PackId } from '@netcrab/plugin-api/backend';
import { testDatabases } from '@netcrab/backend/testing';
import { connectEndpoints, revenueEndpoints } from '../../contract';
import { startBuyingPortal, type BuyingPortal } from '../testing/buyingPortal';

describe.each(testDatabases)('the projection of a seller abroad on %s', kind => {
  let shop: BuyingPortal;
  const seller = () => shop.as(['seller_admin'], 'globex');
  const project = (query: { currency?: string } = {}) =>
    shop.portal.client(revenueEndpoints, seller()).revenueProjection({ query });
  beforeEach(async () => {
    shop = await startBuyingPortal(kind, {
      contributions: async () => [{ packId: 'crm' as PackId, orgId: 'globex' as OrgId, sessions: 1 }],
    });
    await shop.buy('standard');
  });
  afterEach(() => shop.stop());

  it('is in the currency that buyers pay, where the account has another', async () => {
    const before = await project();
    expect(before).toMatchObject({
      currency: 'usd',
      projected: { low: expect.not.stringMatching(/^0/) as string },
    });
    await shop.portal.client(connectEndpoints, seller()).connectLink({ body: { country: 'DE' } });
    expect(await project()).toEqual(before);
    expect(await project({ currency: 'eur' })).toMatchObject({ currency: 'eur', projected: { low: '0.00' } });
  });
});
