import { type World } from '../world';

/** One call of the API, its parameters checked against the SDK's types. */
export interface Call<P = Record<string, unknown>> {
  /** The id in the path; empty where there is none. */
  readonly id: string;
  readonly params: P;
  /** The connected account it speaks for; empty for the platform. */
  readonly account: string;
}

export type Operation = (world: World, call: Call) => object;

/**
 * Gives an operation's parameters the SDK's type: the check before it has refused all that is not of it.
 */
export function operation<P extends object>(run: (world: World, call: Call<P>) => object): Operation {
  return (world, call) => run(world, call as unknown as Call<P>);
}
