import { type IncomingHttpHeaders } from 'node:http';
import { checkParameters } from '../parameters/checkParameters';
import { apiVersion, type World } from '../world';
import { StripeFailure } from './errors';
import { expand } from './expand';
import { parseForm } from './form';
import { type Answer, type IdempotencyKeys } from './idempotency';
import { type FindRoute, type Route } from './routes';

export interface ApiRequest {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** Form-encoded, from the query and the body. */
  readonly encoded: string;
  readonly headers: IncomingHttpHeaders;
}

export interface ApiAnswer extends Answer {
  readonly replayed?: boolean;
}

export interface CallAnswerer {
  /** The operation that a request is for. @throws StripeFailure 401 without the key, 404 for an unknown path. */
  route(request: ApiRequest): { route: Route; id: string };
  answer(request: ApiRequest, found: { route: Route; id: string }): ApiAnswer;
}

const single = (header: string | string[] | undefined) => (Array.isArray(header) ? header[0] : header);

/** A key keeps refusals too, of requests that got further than the check of their parameters. */
const wasExecuted = ({ body: { code = '' } }: StripeFailure) =>
  code !== '' && code !== 'resource_missing' && !code.startsWith('parameter_');

export function createCallAnswerer({
  world,
  findRoute,
  secretKey,
  keys,
  transaction,
}: {
  world: World;
  findRoute: FindRoute;
  secretKey: string;
  keys: IdempotencyKeys;
  transaction: <T>(work: () => T) => T;
}): CallAnswerer {
  function authenticate({ headers }: ApiRequest) {
    const [scheme, sent = ''] = (headers.authorization ?? '').split(' ');
    const key = scheme === 'Basic' ? Buffer.from(sent, 'base64').toString().replace(/:$/, '') : sent;
    if (key === secretKey) return;
    const message = key
      ? `Invalid API Key provided: ${key.slice(0, 8)}****${key.slice(-4)}`
      : 'You did not provide an API key.';
    throw new StripeFailure(401, { type: 'invalid_request_error', message });
  }

  function checkVersion({ headers }: ApiRequest) {
    const version = single(headers['stripe-version']);
    if (version === undefined || version === apiVersion) return;
    throw new StripeFailure(400, {
      type: 'invalid_request_error',
      message: `Invalid Stripe API version: ${version}. The sandbox speaks ${apiVersion}.`,
    });
  }

  function run({ route, id }: { route: Route; id: string }, request: ApiRequest, account: string): Answer {
    const { expand: paths = [], ...params } = checkParameters(
      route.described.params,
      parseForm(request.encoded),
    );
    if (account) world.store.get('account', account);
    const answer = route.run(world, { id, params, account });
    return { status: 200, body: expand(world, answer, paths as string[]) };
  }

  return {
    route(request) {
      authenticate(request);
      checkVersion(request);
      const found = findRoute(request.method, request.path);
      if (found) return found;
      throw new StripeFailure(404, {
        type: 'invalid_request_error',
        message: `Unrecognized request URL (${request.method}: ${request.path}).`,
      });
    },
    answer(request, found) {
      const account = single(request.headers['stripe-account']) ?? '';
      const key = request.method === 'POST' ? single(request.headers['idempotency-key']) : undefined;
      const signature = `${found.route.name} ${found.id} ${request.encoded}`;
      const before = key === undefined ? undefined : keys.answered(key, account, signature);
      if (before) return { ...before, replayed: true };
      const remember = (answer: Answer) => {
        if (key !== undefined) keys.remember(key, account, signature, answer);
        return answer;
      };
      try {
        return transaction(() =>
          world.during({ id: request.id, idempotencyKey: key ?? null }, () =>
            remember(run(found, request, account)),
          ),
        );
      } catch (error) {
        if (error instanceof StripeFailure && wasExecuted(error)) {
          remember({ status: error.status, body: { error: error.body } });
        }
        throw error;
      }
    },
  };
}
