import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { usePortal } from '@netcrab/plugin-api/frontend';
import { z } from 'zod';

const provider = z.object({ label: z.string() }).optional().catch(undefined);
const providers = z.object({ github: provider, oidc: provider });

/** Sign-in by other services, as far as this portal is set up for them. */
export function ProviderButtons({ query }: { query: string }) {
  const plugin = usePortal().boot.plugins.find(({ id }) => id === 'identity');
  const configured = providers.parse(plugin?.config ?? {});
  const shown = (['github', 'oidc'] as const).flatMap(id => {
    const label = configured[id]?.label;
    return label ? [{ id, label }] : [];
  });
  if (shown.length === 0) return null;
  return (
    <Stack sx={{ gap: 1.25, maxWidth: 440, mb: 3 }}>
      {shown.map(({ id, label }) => (
        // A whole address: the server redirects from there, so the browser has to leave this page.
        <Button key={id} variant="outlined" href={`${window.location.origin}/auth/${id}${query}`}>
          Continue with {label}
        </Button>
      ))}
    </Stack>
  );
}
