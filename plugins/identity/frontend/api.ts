import { useClient } from '@netcrab/plugin-api/frontend';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { accountEndpoints, memberEndpoints, organizationEndpoints, signInEndpoints } from '../contract';

const key = (part: string) => ['identity', part] as const;

export const useSignInClient = () => useClient(signInEndpoints);
export const useAccountClient = () => useClient(accountEndpoints);
export const useMemberClient = () => useClient(memberEndpoints);
export const useOrganizationClient = () => useClient(organizationEndpoints);

export function useProfile() {
  const client = useAccountClient();
  return useQuery({ queryKey: key('profile'), queryFn: ({ signal }) => client.profile({}, { signal }) });
}

export function useSessions() {
  const client = useAccountClient();
  return useQuery({
    queryKey: key('sessions'),
    queryFn: ({ signal }) => client.listSessions({}, { signal }),
  });
}

export function useDeletionPreview() {
  const client = useAccountClient();
  return useQuery({
    queryKey: key('deletion'),
    queryFn: ({ signal }) => client.previewDeletion({}, { signal }),
  });
}

export function useOrganization() {
  const client = useOrganizationClient();
  return useQuery({
    queryKey: key('organization'),
    queryFn: ({ signal }) => client.organization({}, { signal }),
  });
}

export function useMembers() {
  const client = useMemberClient();
  return useQuery({ queryKey: key('members'), queryFn: ({ signal }) => client.listMembers({}, { signal }) });
}

/** Only for those who may manage members. */
export function useInvitations() {
  const client = useMemberClient();
  return useQuery({
    queryKey: key('invitations'),
    queryFn: ({ signal }) => client.listInvitations({}, { signal }),
  });
}

/** What a mailed link is for; asked once. */
export function useInvitation(token: string) {
  const client = useMemberClient();
  return useQuery({
    queryKey: [...key('invitation'), token],
    queryFn: ({ signal }) => client.lookUpInvitation({ body: { token } }, { signal }),
    retry: false,
  });
}

/** A change after which lists of this plugin are asked again. */
export function useChange<Input>(
  change: (input: Input) => Promise<unknown>,
  ...parts: ReadonlyArray<'profile' | 'sessions' | 'organization' | 'members' | 'invitations'>
) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => Promise.all(parts.map(part => queries.invalidateQueries({ queryKey: key(part) }))),
  });
}
