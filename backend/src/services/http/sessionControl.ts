import type { AuthenticateResult, OrgId, SessionControl, UserId } from '@netcrab/plugin-api/backend';
import type { Request, Response } from 'express';
import type passportModule from 'passport';

type Strategies = ReadonlyMap<string, passportModule.Strategy>;

/** What identity may do with the express session of a request. */
export function sessionControl(
  request: Request,
  response: Response,
  strategies: Strategies,
  ip: string,
): SessionControl {
  const save = () =>
    new Promise<void>((resolve, reject) =>
      request.session.save(error => (error ? reject(error) : resolve())),
    );
  return {
    get id() {
      return request.session.userId ? (request.session.publicId ?? null) : null;
    },
    async signIn(userId, orgId) {
      await new Promise<void>((resolve, reject) =>
        request.session.regenerate(error => (error ? reject(error) : resolve())),
      );
      Object.assign(request.session, { userId, orgId, ip, userAgent: request.headers['user-agent'] ?? '' });
      await save();
    },
    async signOut() {
      await new Promise<void>((resolve, reject) =>
        request.session.destroy(error => (error ? reject(error) : resolve())),
      );
      response.clearCookie(sessionCookie, { path: '/' });
    },
    async setActiveOrg(orgId: OrgId | null) {
      request.session.orgId = orgId;
      await save();
    },
    async authenticate(name, options = {}) {
      const strategy = strategies.get(name);
      if (!strategy) return { outcome: 'failed', message: `Sign-in by ${name} is not configured.` };
      const { default: passport } = await import('passport');
      return new Promise<AuthenticateResult>((resolve, reject) => {
        const outcome = (
          error: unknown,
          user?: { id?: string } | false | null,
          info?: { message?: string } | string,
        ) => {
          if (error) return reject(error instanceof Error ? error : new Error(String(error)));
          if (user && user.id) return resolve({ outcome: 'user', userId: user.id as UserId });
          const message = typeof info === 'string' ? info : info?.message;
          resolve({ outcome: 'failed', message: message ?? 'Sign-in was refused.' });
        };
        // Passport writes each request's callbacks onto the strategy it is given, so every request gets its own.
        // A strategy that redirects ends the response itself and calls nobody back.
        response.once('finish', () => resolve({ outcome: 'redirected' }));
        const run = passport.authenticate(
          Object.create(strategy) as typeof strategy,
          { session: false, ...options },
          outcome,
        ) as (request: Request, response: Response, next: (error?: unknown) => void) => void;
        run(request, response, error =>
          error ? reject(error instanceof Error ? error : new Error(String(error))) : undefined,
        );
      });
    },
  };
}

export const sessionCookie = 'netcrab.sid';
