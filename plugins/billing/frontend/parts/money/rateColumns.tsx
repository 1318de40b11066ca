import { formatMonth, formatNumber, StatusChip, type Column } from '@netcrab/ui';
import type { CommissionRate } from '../../../contract';
import { moneyMessages } from '../../moneyMessages';
import { rateScopeNames, rateStateNames } from '../../moneyNames';

const text = moneyMessages.rates.columns;

export const percentOf = (rate: string) => formatNumber(Number(rate) * 100);

export const rateColumns: readonly Column<CommissionRate>[] = [
  {
    id: 'scope',
    header: text.scope,
    primary: true,
    cell: rate =>
      rate.subject === null
        ? rateScopeNames[rate.scope]
        : `${rateScopeNames[rate.scope]}: ${rate.subjectTitle ?? rate.subject}`,
  },
  {
    id: 'rate',
    header: text.rate,
    align: 'right',
    cell: rate => `${percentOf(rate.rate)} %`,
  },
  { id: 'from', header: text.from, cell: rate => formatMonth(rate.effectiveMonth) },
  { id: 'state', header: text.state, cell: rate => <StatusChip {...rateStateNames[rate.state]} /> },
  { id: 'reason', header: text.reason, cell: rate => rate.reason },
  { id: 'by', header: text.by, cell: rate => rate.createdBy },
];
