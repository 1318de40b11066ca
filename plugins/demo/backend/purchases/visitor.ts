import { createClient, type Client, type Endpoints, type OrgId } from '@netcrab/plugin-api/contract';
import { signInEndpoints } from '@netcrab/plugin-identity/contract';

/** Somebody signed in over HTTP, who uses the portal as a browser does. */
export interface Visitor {
  /** Calls of one of the user's organisations. */
  as<E extends Endpoints>(endpoints: E, orgId: string): Promise<Client<E>>;
}

/** @throws ApiError when the portal refuses the password */
export async function signIn(
  baseUrl: string,
  credentials: { readonly email: string; readonly password: string },
): Promise<Visitor> {
  const cookies = new Map<string, string>();
  const client = <E extends Endpoints>(endpoints: E): Client<E> =>
    createClient(endpoints, {
      baseUrl,
      headers: () => ({ cookie: [...cookies].map(pair => pair.join('=')).join('; ') }),
      async fetch(input, init) {
        const response = await fetch(input, init);
        for (const cookie of response.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
          cookies.set(name, value);
        }
        return response;
      },
    });
  const session = client(signInEndpoints);
  await session.signIn({ body: credentials });
  let actingFor: string | null = null;
  return {
    async as(endpoints, orgId) {
      if (actingFor !== orgId) await session.setActiveOrg({ body: { orgId: orgId as OrgId } });
      actingFor = orgId;
      return client(endpoints);
    },
  };
}
