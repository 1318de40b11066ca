import Link from '@mui/material/Link';
import { Amount, formatCount, formatMonth, StatusChip, When, type Column, type Tone } from '@netcrab/ui';
import type { PayoutMonth } from '../../../contract';
import { payoutMessages } from '../../earningsMessages';

const { columns: text, corrects, attempt } = payoutMessages.month;

type Share = PayoutMonth['shares'][number];
type Correction = PayoutMonth['adjustments'][number];
type Attempt = PayoutMonth['attempts'][number];

export const shareColumns = ({ month, currency }: PayoutMonth): Column<Share>[] => [
  {
    id: 'pack',
    header: text.pack,
    primary: true,
    cell: share => (
      <Link href={`/app/marketplace/payouts/${month}/packs/${share.packId}?currency=${currency}`}>
        {share.packTitle}
      </Link>
    ),
  },
  { id: 'sessions', header: text.sessions, align: 'right', cell: share => formatCount(share.sessions) },
  { id: 'total', header: text.total, align: 'right', cell: share => formatCount(share.totalSessions) },
  {
    id: 'amount',
    header: text.amount,
    align: 'right',
    cell: share => <Amount amount={share.amount} currency={currency} />,
  },
];

export const correctionColumns = (currency: string): Column<Correction>[] => [
  { id: 'at', header: text.at, cell: line => <When at={line.at} mode="date" /> },
  {
    id: 'what',
    header: text.what,
    primary: true,
    cell: line =>
      [line.description, line.packTitle, line.correctsMonth && corrects(formatMonth(line.correctsMonth))]
        .filter(Boolean)
        .join(' · '),
  },
  {
    id: 'amount',
    header: text.amount,
    align: 'right',
    cell: line => <Amount amount={line.amount} currency={currency} />,
  },
];

const tones: Record<Attempt['state'], Tone> = { started: 'info', succeeded: 'ok', failed: 'bad' };

export const attemptColumns: readonly Column<Attempt>[] = [
  { id: 'number', header: text.number, primary: true, cell: one => one.number },
  { id: 'at', header: text.at, cell: one => <When at={one.startedAt} mode="datetime" /> },
  {
    id: 'state',
    header: text.state,
    cell: one => <StatusChip tone={tones[one.state]} label={attempt[one.state]} />,
  },
  { id: 'error', header: text.error, cell: one => one.error ?? '–' },
];
