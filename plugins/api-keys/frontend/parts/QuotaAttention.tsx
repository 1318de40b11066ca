import { useCan } from '@netcrab/plugin-api/frontend';
import { AttentionItem, formatCount } from '@netcrab/ui';
import { readUsage } from '../../contract';
import { useUsage } from '../api';
import { messages } from '../messages';

const text = messages.usage;
const warnAt = 0.8;

/** On the home page: packs whose rows of the month are nearly gone. */
export default function QuotaAttention() {
  return useCan(readUsage) ? <NearlyUsedUp /> : null;
}

function NearlyUsedUp() {
  const { data } = useUsage();
  const near = data?.packs.filter(pack => pack.limit !== null && pack.used >= pack.limit * warnAt) ?? [];
  return near.map(({ packId, title, used, limit }) => {
    const over = limit !== null && used >= limit;
    return (
      <AttentionItem
        key={packId}
        tone={over ? 'bad' : 'warn'}
        title={over ? text.over(title) : text.nearlyOver(title)}
        body={`${formatCount(used)} of ${formatCount(limit ?? 0)} rows`}
        action={{ label: text.seeUsage, to: '/app/api-keys/usage' }}
      />
    );
  });
}
