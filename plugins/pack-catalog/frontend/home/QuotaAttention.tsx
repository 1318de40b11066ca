import { AttentionItem, formatCount, formatDate } from '@netcrab/ui';
import { useMyPacks } from '../api';

const warnAt = 0.8;

/** Packs whose quota of the month is nearly gone, and versions that wait. Silent while it loads or fails: the page has more to say. */
export default function QuotaAttention() {
  const packs = useMyPacks().data?.packs ?? [];
  return packs
    .filter(({ usage }) => usage.limit > 0 && usage.used / usage.limit >= warnAt)
    .map(({ packId, title, usage }) => {
      const over = usage.used >= usage.limit;
      return (
        <AttentionItem
          key={packId}
          tone={over ? 'bad' : 'warn'}
          title={
            over
              ? `${title}: no rows left this month`
              : `${title}: ${Math.floor((usage.used / usage.limit) * 100)} % of this month's rows are used`
          }
          body={`${formatCount(usage.used)} of ${formatCount(usage.limit)} rows; the count starts again on ${formatDate(usage.resetsAt)}.`}
          action={{ label: 'See usage', to: '/app/marketplace/my-packs' }}
        />
      );
    });
}
