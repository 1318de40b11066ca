import type { OrgId, PackId } from '@netcrab/plugin-api/backend';
import { testDatabases } from '@netcrab/backend/testing';
import { revenueEndpoints } from '../../contract';
import { startBuyingPortal, type BuyingPortal } from '../testing/buyingPortal';

describe.each(testDatabases)('the packs of a projection on %s', kind => {
  let shop: BuyingPortal;
  afterEach(() => shop.stop());

  it('are those that a product fits, and those it has contributed to', async () => {
    const asked: string[] = [];
    shop = await startBuyingPortal(kind, {
      joinable: async orgId => {
        asked.push(orgId);
        return ['crm' as PackId];
      },
      contributions: async (_, packId = 'crm' as PackId) =>
        packId === 'flows' ? [{ packId, orgId: 'globex' as OrgId, sessions: 1 }] : [],
    });
    await shop.buy('standard');
    await shop.buy('standard', 'erp');
    const client = shop.portal.client(revenueEndpoints, shop.as(['seller_admin'], 'globex'));
    const { packs } = await client.revenueProjection();
    expect(asked).toEqual(['globex']);
    expect(packs.map(({ packId, status }) => [packId, status])).toEqual([
      ['crm', 'none'],
      ['flows', 'contributing'],
    ]);
    expect(Number(packs[0]!.impact.high)).toBeGreaterThan(0);
  });
});
