import Button from '@mui/material/Button';
import { useSession, type Role } from '@netcrab/plugin-api/frontend';
import { EmptyState, Page } from '@netcrab/ui';
import type { DeclaredPage } from '../declarations';
import { roleNames } from '../roleNames';

const isPlatformOnly = (roles: readonly Role[]) => roles.every(role => role === 'platform_admin');

/** Names what is missing and who has it, so that the reader knows whom to ask. */
export function Forbidden({ page }: { page: DeclaredPage }) {
  const session = useSession();
  const holders =
    typeof page.access === 'object' ? page.access.permission.roles.map(role => roleNames[role]) : [];
  const org = session?.org?.name ?? 'this organisation';
  const ofPlatform = typeof page.access === 'object' && isPlatformOnly(page.access.permission.roles);
  // Organisations give their own roles; the platform's are given on its machine.
  const remedy = ofPlatform
    ? 'A role of the platform is given by those who run it.'
    : `An administrator of ${org} can give you that role, or you can switch to another organisation you belong to.`;
  return (
    <Page title={page.title}>
      <EmptyState
        title={`Your role in ${org} does not include this page`}
        body={
          holders.length > 0
            ? `It is for: ${holders.join(', ')}. ${remedy}`
            : 'Ask an administrator of your organisation for access.'
        }
        action={
          <Button href="/" variant="outlined">
            Go to the start page
          </Button>
        }
      />
    </Page>
  );
}
