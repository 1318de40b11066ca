import Typography from '@mui/material/Typography';
import { usePortal } from '@netcrab/plugin-api/frontend';
import { CodeTabs, SecretDialog } from '@netcrab/ui';
import { messages } from '../messages';
import { curlLine, envLine, useExamplePack } from './snippets';

const text = messages.secret;

export interface ShownSecret {
  readonly secret: string;
  readonly label: string;
  /** Of the key it replaces. */
  readonly overlapHours?: number;
}

/** A new key, once, and how to use it. */
export function KeySecretDialog({ shown, onClose }: { shown: ShownSecret; onClose: () => void }) {
  const { baseUrl } = usePortal().boot;
  const packId = useExamplePack();
  const { secret, label, overlapHours } = shown;
  return (
    <SecretDialog text={text} secret={secret} onClose={onClose}>
      <CodeTabs
        label={text.snippets}
        shared="secret"
        tabs={[
          { id: 'env', label: '.env', language: 'bash', code: envLine(secret) },
          { id: 'curl', label: 'curl', language: 'bash', code: curlLine(baseUrl, secret, packId) },
        ]}
      />
      {overlapHours !== undefined && (
        <Typography variant="body2">{text.replaced(label, overlapHours)}</Typography>
      )}
    </SecretDialog>
  );
}
