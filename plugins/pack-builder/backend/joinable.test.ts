import { asId } from '@netcrab/plugin-api/backend';
import { packsRef } from '../contract';
import { definition, startPackPortal } from '../testing/portal';

test('an org may join the packs of its products’ verticals, and those of any', async () => {
  const { portal } = await startPackPortal({
    definitions: [
      definition({ name: 'own_pack' }),
      definition({ name: 'erp_pack', vertical: 'ERP' }),
      definition({ name: 'any_pack', vertical: 'ANY' }),
    ],
    orgs: ['org_1'],
  });
  try {
    const packs = portal.service(packsRef);
    expect((await packs.joinable(asId('org_1'))).sort()).toEqual(['any_pack', 'own_pack']);
    expect(await packs.joinable(asId('org_none'))).toEqual([]);
  } finally {
    await portal.stop();
  }
});
