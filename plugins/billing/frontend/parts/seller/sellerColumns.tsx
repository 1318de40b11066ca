import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import { StatusChip, formatCount, formatNumber, type Column } from '@netcrab/ui';
import type { ProjectedPack } from '../../../contract';
import { contributionNames, revenueMessages as text } from '../../earningsMessages';
import { AmountRange } from './AmountRange';

export const percent = (share: number) => `${formatNumber(share * 100, 1)} %`;

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
      <span>
        {formatCount(pack.sessions)}{' '}
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {text.ofTotal(formatCount(pack.totalSessions))}
        </Box>
      </span>
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
