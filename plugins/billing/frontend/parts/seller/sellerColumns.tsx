import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import { StatusChip, formatCount, formatNumber, type Column } from '@netcrab/ui';
import type { ProjectedPack } from '../../../contract';
import { contributionNames, revenueMessages as text } from '../../earningsMessages';
import { AmountRange } from './AmountRange';

export const percent = (share: number) => `${formatNumber(share * 100, 1)} %`;

const order = ['contributing', 'paused', 'none'] as const;

export const contributingFirst = (packs: readonly ProjectedPack[]): ProjectedPack[] =>
  packs.toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status));

export const sellerColumns = (currency: string): Column<ProjectedPack>[] => [
  {
    id: 'pack',
    header: text.columns.pack,
    primary: true,
    skeletonWidth: 200,
    cell: pack => <Link href={`/app/marketplace/seller/${pack.packId}`}>{pack.packTitle}</Link>,
  },
  {
    id: 'status',
    header: text.columns.status,
    skeletonWidth: 100,
    cell: pack => <StatusChip {...contributionNames[pack.status]} />,
  },
  {
    id: 'sessions',
    header: text.columns.sessions,
    align: 'right',
    skeletonWidth: 90,
    cell: pack => (
      <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
        {formatCount(pack.sessions)}{' '}
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {text.ofTotal(formatCount(pack.totalSessions))}
        </Box>
      </Box>
    ),
  },
  {
    id: 'share',
    header: text.columns.share,
    align: 'right',
    skeletonWidth: 50,
    cell: pack => percent(pack.share),
  },
  {
    id: 'projected',
    header: text.columns.projected,
    align: 'right',
    skeletonWidth: 110,
    cell: pack => <AmountRange range={pack.projected} currency={currency} />,
  },
  {
    id: 'impact',
    header: text.columns.impact,
    align: 'right',
    skeletonWidth: 110,
    cell: pack => <AmountRange range={pack.impact} currency={currency} />,
  },
];
