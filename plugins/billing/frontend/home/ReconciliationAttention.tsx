import { AttentionItem } from '@netcrab/ui';
import { useLatestReconciliation } from '../moneyApi';
import { moneyMessages } from '../moneyMessages';

const text = moneyMessages.reconciliation;

/** Books that do not add up, for who may see them. Silent while it loads or fails: the page has more to say. */
export default function ReconciliationAttention() {
  const problems = useLatestReconciliation().data?.latest?.problems ?? 0;
  if (problems === 0) return null;
  return (
    <AttentionItem
      tone="bad"
      title={text.attention(problems)}
      body={text.attentionBody}
      action={{ label: text.attentionAction, to: '/admin/money/reconciliation' }}
    />
  );
}
