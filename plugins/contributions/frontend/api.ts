import { useClient } from '@netcrab/plugin-api/frontend';
import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query';
import { endpoints, type Choice, type Contributions } from '../contract';

const all = ['contributions'] as const;
const stateKey = [...all, 'state'] as const;

export function useContributions() {
  const client = useClient(endpoints);
  return useQuery({ queryKey: stateKey, queryFn: ({ signal }) => client.contributions({}, { signal }) });
}

export function useHistory(page: number) {
  const client = useClient(endpoints);
  return useQuery({
    queryKey: [...all, 'history', page],
    queryFn: ({ signal }) => client.contributionHistory({ query: { page } }, { signal }),
    placeholderData: keepPreviousData,
  });
}

/** What a change touches; its choices have all the same new state. */
export interface SwitchChange {
  readonly on: boolean;
  readonly choices: readonly Choice[];
}

const same = (a: Choice, b: Choice) => a.productId === b.productId && a.packId === b.packId;

/** The state as it will be once the server agrees; a change made now is before the next build. */
function withChange(state: Contributions, { on, choices }: SwitchChange): Contributions {
  const others = state.optIns.filter(one => !choices.some(choice => same(choice, one)));
  const kept = on
    ? choices.map(
        choice =>
          state.optIns.find(one => same(one, choice)) ?? { ...choice, changedAt: state.nextBuildAt - 1 },
      )
    : [];
  return { ...state, enabled: state.enabled || on, optIns: [...others, ...kept] };
}

/** Puts back what one change touched and leaves what others have changed meanwhile. */
function withoutChange(
  state: Contributions,
  { choices }: SwitchChange,
  before: Contributions,
): Contributions {
  const others = state.optIns.filter(one => !choices.some(choice => same(choice, one)));
  const restored = before.optIns.filter(one => choices.some(choice => same(choice, one)));
  return { ...state, enabled: before.enabled, optIns: [...others, ...restored] };
}

/** Cancels reads in flight, which would overwrite what is shown ahead of the server; answers the state before. */
async function snapshot(queries: QueryClient): Promise<Contributions | undefined> {
  await queries.cancelQueries({ queryKey: stateKey });
  return queries.getQueryData<Contributions>(stateKey);
}

/** Asks the server anew once the last change in flight has settled. */
const settle = (queries: QueryClient) => () =>
  queries.isMutating({ mutationKey: all }) === 1 ? queries.invalidateQueries({ queryKey: all }) : undefined;

/** Changes of one viewer reach the server in the order of the clicks. */
const inOrder = { id: 'contributions' };

export function useSetChoices() {
  const client = useClient(endpoints);
  const queries = useQueryClient();
  return useMutation({
    mutationKey: all,
    scope: inOrder,
    mutationFn: ({ on, choices }: SwitchChange) => client.setChoices({ body: { on, choices: [...choices] } }),
    onMutate: async change => {
      const before = await snapshot(queries);
      if (before) queries.setQueryData(stateKey, withChange(before, change));
      return before;
    },
    onError: (_error, change, before) => {
      queries.setQueryData<Contributions>(
        stateKey,
        now => now && before && withoutChange(now, change, before),
      );
    },
    onSettled: settle(queries),
  });
}

export function useSetContributing() {
  const client = useClient(endpoints);
  const queries = useQueryClient();
  return useMutation({
    mutationKey: all,
    scope: inOrder,
    mutationFn: (on: boolean) => client.setContributing({ body: { on } }),
    onMutate: async on => {
      const before = await snapshot(queries);
      if (before) queries.setQueryData(stateKey, { ...before, enabled: on });
      return before;
    },
    onError: (_error, _on, before) => {
      queries.setQueryData<Contributions>(
        stateKey,
        now => now && before && { ...now, enabled: before.enabled },
      );
    },
    onSettled: settle(queries),
  });
}
