import { testClock } from '@netcrab/plugin-api/testing';
import type { SessionData } from 'express-session';
import { promisify } from 'node:util';
import { startTestPortal, type TestPortal } from '../../testing';
import { DatabaseSessionStore } from './sessionStore';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ plugins: [] });
});
afterAll(() => portal.stop());

const sessionOf = (userId: string): SessionData => ({ cookie: {} as SessionData['cookie'], userId });

describe('stored sessions', () => {
  it('do not come back when a request that began before their end saves them', async () => {
    const store = new DatabaseSessionStore(portal.core.database.knex, testClock(), portal.core.ids);
    const set = promisify(store.set.bind(store)) as (sid: string, data: SessionData) => Promise<void>;
    const get = promisify(store.get.bind(store)) as (sid: string) => Promise<SessionData | null>;
    const session = sessionOf('ada');
    await set('sid', session);
    session.orgId = 'acme';
    await set('sid', session);
    expect(await get('sid')).toMatchObject({ userId: 'ada', orgId: 'acme' });
    await store.end('ada' as never, { except: null });
    session.orgId = 'other';
    await set('sid', session);
    expect(await get('sid')).toBeNull();
  });
});
