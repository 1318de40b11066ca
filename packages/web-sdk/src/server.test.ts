import * as web from './index';
import * as core from './core';

describe('on a server', () => {
  it.each([
    ['@netcrab/web', web],
    ['@netcrab/web/core', core],
  ])('%s imports and does nothing', async (_, sdk) => {
    expect(typeof document).toBe('undefined');
    sdk.init({ ingestKey: 'nc_ingest_a', productId: 'a', endpoint: 'https://portal.example' });
    sdk.startTask('a');
    sdk.completeTask('a');
    sdk.track('a');
    sdk.captureError(new Error('a'));
    sdk.setUser('a');
    sdk.optOut();
    await expect(sdk.flush()).resolves.toBeUndefined();
  });
});
