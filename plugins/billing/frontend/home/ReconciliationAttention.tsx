import { AttentionItem } from '@netcrab/ui';
import { useLatestReconciliation } from '../moneyApi';
import { moneyMessages } from '../moneyMessages';

const text = moneyMessages.reconciliation;

/** Books that do not add up, for who may see them. Hidden while it loads, silent when it fails. */
export default function ReconciliationAttention() {
  const latest = useLatestReconciliation();
  if (latest.isLoading) return <span hidden />;
  const problems = latest.data?.latest?.problems ?? 0;
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
