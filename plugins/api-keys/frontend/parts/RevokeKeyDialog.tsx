import Typography from '@mui/material/Typography';
import { ConfirmDialog, useToast, When } from '@netcrab/ui';
import type { ApiKey } from '../../contract';
import { useRevokeKey } from '../api';
import { messages } from '../messages';

const text = messages.revoke;
const dayMs = 86_400_000;

/** Names the key and its last use; one used in the last day asks for its label. */
export function RevokeKeyDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const revoke = useRevokeKey();
  const toast = useToast();
  const recent = apiKey.lastUsedAt !== null && Date.now() - apiKey.lastUsedAt < dayMs;
  return (
    <ConfirmDialog
      open
      title={text.title(apiKey.label)}
      body={
        <>
          <Typography variant="body2" sx={{ mb: 1 }}>
            <code>{apiKey.masked}</code>
            {' · '}
            {apiKey.lastUsedAt === null ? (
              text.never
            ) : (
              <>
                last used <When at={apiKey.lastUsedAt} />
              </>
            )}
          </Typography>
          <Typography variant="body2">
            {recent && `${text.recent} `}
            {text.consequence}
          </Typography>
        </>
      }
      confirmLabel={text.submit}
      tone="danger"
      requireText={recent ? apiKey.label : undefined}
      onConfirm={async () => {
        await revoke.mutateAsync(apiKey);
        toast(messages.keys.revoked(apiKey.label), { tone: 'ok' });
      }}
      onClose={onClose}
    />
  );
}
