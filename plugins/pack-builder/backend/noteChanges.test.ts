import { definition, orgNames, startPackPortal, type PackPortal } from '../testing/portal';

let packs: PackPortal;
beforeAll(async () => {
  packs = await startPackPortal({ definitions: [definition({ name: 'ux_pack' })], orgs: orgNames(3) });
});
afterAll(() => packs.portal.stop());

const wishes = async () => {
  await packs.portal.core.events.drained();
  return packs.portal.core.database.knex('pack_requests').select('pack_id', 'reason');
};

test('a definition asks for a build when it changes, not when it is first seen', async () => {
  expect(await wishes()).toEqual([]);
  packs.define(definition({ name: 'ux_pack', minCellSessions: 60 }), definition({ name: 'new_pack' }));
  await packs.portal.restart();
  expect(await wishes()).toEqual([{ pack_id: 'ux_pack', reason: 'definition' }]);
});
