import Button from '@mui/material/Button';
import { ErrorPanel, Page } from '@netcrab/ui';

/** Chunks of an older version are gone after an update; only a reload brings the new addresses. */
const isOutdated = (error: unknown): boolean =>
  error instanceof TypeError && /dynamically imported module|module script/i.test(error.message);

export function PageFailed({ error }: { error: unknown }) {
  const outdated = isOutdated(error);
  const reload = (
    <Button variant="contained" onClick={() => location.reload()}>
      Reload the page
    </Button>
  );
  if (outdated) {
    return (
      <Page
        title="This page could not be fetched"
        subtitle="The portal may have been updated since you opened it, or the connection dropped. Reloading brings the current version; nothing you saved is lost."
        actions={reload}
      >
        {null}
      </Page>
    );
  }
  return (
    <Page title="This page stopped working" subtitle="The rest of the portal is fine." actions={reload}>
      <ErrorPanel error={error} title="What happened" />
    </Page>
  );
}
