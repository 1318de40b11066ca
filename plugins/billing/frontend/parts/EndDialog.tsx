import { useToast } from '@netcrab/ui';
import type { ManagedSubscription } from '../../contract';
import { useEnd } from '../api';
import { messages } from '../messages';
import { ReasonDialog } from './money/ReasonDialog';
import { packsText } from './subscriptionColumns';

const text = messages.end;

export function EndDialog({
  subscription,
  onClose,
}: {
  subscription: ManagedSubscription;
  onClose: () => void;
}) {
  const end = useEnd();
  const toast = useToast();
  return (
    <ReasonDialog
      tone="danger"
      title={text.title(subscription.orgName)}
      body={
        <>
          <p>{packsText(subscription)}</p>
          <p>{text.body}</p>
        </>
      }
      confirmLabel={text.confirm}
      onConfirm={async reason => {
        const ended = await end.mutateAsync({ id: subscription.id, reason });
        toast(messages.admin.ended(ended.orgName), { tone: 'ok' });
      }}
      onClose={onClose}
    />
  );
}
