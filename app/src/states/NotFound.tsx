import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { EmptyState, Page } from '@netcrab/ui';
import { useLocation } from 'react-router';
import { usePageAt } from '../ShellContext';

/** @param incomplete whether some plugin's code did not arrive, so that its pages are unknown */
export function NotFound({ incomplete }: { incomplete: boolean }) {
  const { pathname } = useLocation();
  const catalogue = usePageAt('/marketplace');
  return (
    <Page title="Page not found">
      {incomplete && (
        <Alert
          severity="warning"
          action={
            <Button color="inherit" size="small" onClick={() => location.reload()}>
              Reload
            </Button>
          }
        >
          Some of the portal’s code did not arrive. Reloading may bring this page back.
        </Alert>
      )}
      <EmptyState
        title="There is nothing at this address"
        body={
          <>
            No page answers to <code style={{ overflowWrap: 'anywhere' }}>{pathname}</code>. The link may be
            old or mistyped. Press <kbd>Ctrl</kbd> <kbd>K</kbd> to find a page by its name.
          </>
        }
        action={
          <Button href={catalogue ? catalogue.path : '/'} variant="outlined">
            {catalogue ? 'Browse the catalogue' : 'Go to the start page'}
          </Button>
        }
      />
    </Page>
  );
}
