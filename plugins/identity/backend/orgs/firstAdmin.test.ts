import { testDatabases } from '@netcrab/backend/testing';
import { startIdentity } from '../identity.fixture';

it.each(testDatabases)(
  'whoever starts a portal on %s is told how to become its admin, until one is',
  async database => {
    const { portal, org, as } = await startIdentity({ database });
    try {
      const lines = () => portal.portal.announcements.join('\n');
      expect(lines()).toContain('/sign-up, then run\n         npm run admin -- you@example.com');
      await org('platform', 'both');
      await as('root', 'platform', ['platform_admin']);
      await portal.restart();
      expect(lines()).toBe('');
    } finally {
      await portal.stop();
    }
  },
);
