import { usePortal } from '@netcrab/plugin-api/frontend';
import { CodeBlock, SecretDialog } from '@netcrab/ui';
import { useState } from 'react';
import { useProducts } from '../api';
import { messages } from '../messages';
import { curlSnippet, freshEventId } from './snippet';

const text = messages.secret;

/** A new ingest key, once, and a line that sends an event with it. */
export function IngestSecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { baseUrl } = usePortal().boot;
  const products = useProducts();
  const [eventId] = useState(() => freshEventId());
  const productId = products.data?.products[0]?.productId ?? 'my-app';
  return (
    <SecretDialog text={text} secret={secret} onClose={onClose}>
      {/* Not before the product is known: a line that changes could be copied too early. */}
      {!products.isPending && (
        <CodeBlock
          title={text.snippet}
          language="bash"
          code={curlSnippet(baseUrl, secret, productId, eventId)}
        />
      )}
    </SecretDialog>
  );
}
