import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Button from '@mui/material/Button';
import { useSession, type BootPlugin } from '@netcrab/plugin-api/frontend';
import { EmptyState, Page } from '@netcrab/ui';
import { usePageAt } from '../ShellContext';

/** The page of a plugin that did not start: everyone learns that it is us, administrators learn why. */
export function PluginUnavailable({ title, plugin }: { title: string; plugin: BootPlugin }) {
  const admin = useSession()?.roles.includes('platform_admin') ?? false;
  const pluginsPage = usePageAt('/admin/plugins');
  return (
    <Page title={title}>
      <EmptyState
        title="This part of the portal is not running"
        body="Your data is safe, and the other pages work. Please come back later."
        action={
          <Button variant="outlined" onClick={() => location.reload()}>
            Check again
          </Button>
        }
      />
      {admin && (
        <Alert severity="error" sx={{ alignItems: 'flex-start' }}>
          <AlertTitle>
            Plugin “{plugin.id}” is{' '}
            {plugin.status === 'blocked' ? 'blocked by another plugin' : 'not started'}
          </AlertTitle>
          {plugin.reason ?? 'No reason was recorded; the server’s log has more.'}
          {pluginsPage && (
            <Button href={pluginsPage.path} size="small" color="inherit" sx={{ display: 'block', mt: 1 }}>
              See all plugins
            </Button>
          )}
        </Alert>
      )}
    </Page>
  );
}
