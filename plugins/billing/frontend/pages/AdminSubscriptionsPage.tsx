import AddIcon from '@mui/icons-material/Add';
import ContractIcon from '@mui/icons-material/AssignmentTurnedInOutlined';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import {
  DataTable,
  DataTableSkeleton,
  EmptyState,
  FilterBar,
  Page,
  QueryView,
  useUrlState,
} from '@netcrab/ui';
import { useState } from 'react';
import { z } from 'zod';
import type { ManagedSubscription } from '../../contract';
import { useSubscriptions } from '../api';
import { messages } from '../messages';
import { EndDialog } from '../parts/EndDialog';
import { adminColumns } from '../parts/subscriptionColumns';
import { SubscriptionDialog } from '../parts/SubscriptionDialog';

const text = messages.admin;
const states = ['current', 'ended', 'all'] as const;
const urlState = z.object({
  state: z.enum(states).default('current'),
  page: z.coerce.number().int().min(1).default(1),
});

type Open =
  { readonly what: 'grant' } | { readonly what: 'change' | 'end'; readonly one: ManagedSubscription } | null;

export default function AdminSubscriptionsPage() {
  const [{ state, page }, setUrl] = useUrlState(urlState);
  const subscriptions = useSubscriptions({ state, page });
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const columns = adminColumns({
    onChange: one => setOpen({ what: 'change', one }),
    onEnd: one => setOpen({ what: 'end', one }),
  });
  const grantButton = (
    <Button variant="contained" startIcon={<AddIcon />} onClick={() => setOpen({ what: 'grant' })}>
      {text.grant}
    </Button>
  );
  return (
    <Page title={text.title} subtitle={text.subtitle} actions={grantButton}>
      <FilterBar>
        <TextField
          select
          size="small"
          label={text.show}
          value={state}
          onChange={event => setUrl({ state: states.find(one => one === event.target.value) ?? 'current' })}
        >
          {states.map(one => (
            <MenuItem key={one} value={one}>
              {text.shown[one]}
            </MenuItem>
          ))}
        </TextField>
      </FilterBar>
      <QueryView
        query={subscriptions}
        errorTitle={text.loadFailed}
        skeleton={<DataTableSkeleton columns={columns} />}
        isEmpty={data => data.total === 0}
        empty={
          <EmptyState
            icon={<ContractIcon />}
            title={text.noneTitle}
            body={text.noneBody}
            action={grantButton}
          />
        }
      >
        {({ subscriptions: rows, total, pageSize }) => (
          <DataTable
            caption={text.caption}
            columns={columns}
            rows={rows}
            rowKey={one => one.id}
            page={{ page, pageSize, total, onPage: next => setUrl({ page: next }), label: text.caption }}
          />
        )}
      </QueryView>
      {open?.what === 'grant' && <SubscriptionDialog onClose={close} />}
      {open?.what === 'change' && <SubscriptionDialog subscription={open.one} onClose={close} />}
      {open?.what === 'end' && <EndDialog subscription={open.one} onClose={close} />}
    </Page>
  );
}
