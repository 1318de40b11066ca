import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { endpointUrl } from '@netcrab/plugin-api/contract';
import { DataTable, DataTableSkeleton, EmptyState, Page, QueryView, useUrlState } from '@netcrab/ui';
import { useState } from 'react';
import { endpoints, type AuditView } from '../../contract';
import { useAuditLog, useVerifyAudit } from '../api';
import { messages } from '../messages';
import { AuditEntryDialog } from '../parts/AuditEntryDialog';
import { AuditFilterBar } from '../parts/AuditFilterBar';
import { VerifyButton, VerifyResult } from '../parts/VerifyChain';
import { auditColumns } from '../parts/auditColumns';
import { activeFilters, auditUrl, noFilters, toFilter } from '../parts/auditFilters';

const text = messages.audit;

export default function AuditPage() {
  const [state, set] = useUrlState(auditUrl);
  const [entry, setEntry] = useState<AuditView | null>(null);
  const verification = useVerifyAudit();
  const filter = toFilter(state);
  const log = useAuditLog(filter, state.before || undefined);
  const columns = auditColumns(setEntry);
  const filtered = activeFilters(state, set).length > 0;
  return (
    <Page
      title={text.title}
      subtitle={text.subtitle}
      actions={
        <>
          <Button
            component="a"
            href={endpointUrl(endpoints.auditCsv, { query: filter })}
            download="audit.csv"
          >
            {text.csv}
          </Button>
          <VerifyButton verification={verification} />
        </>
      }
    >
      <Stack sx={{ gap: 3 }}>
        <VerifyResult verification={verification} />
        <AuditFilterBar state={state} set={set} />
        <QueryView
          query={log}
          skeleton={<DataTableSkeleton columns={columns} />}
          isEmpty={({ entries }) => entries.length === 0}
          empty={
            filtered ? (
              <EmptyState
                title={text.noneTitle}
                body={text.noneBody}
                action={<Button onClick={() => set(noFilters)}>{text.clear}</Button>}
              />
            ) : (
              <EmptyState title={text.emptyTitle} body={text.emptyBody} />
            )
          }
        >
          {({ entries, hasMore }) => (
            <>
              <DataTable
                caption={text.caption}
                columns={columns}
                rows={entries}
                rowKey={one => String(one.seq)}
              />
              <Stack component="nav" aria-label={text.title} direction="row" sx={{ gap: 1, mt: 2 }}>
                <Button disabled={state.before === 0} onClick={() => set({ before: 0 })}>
                  {text.newest}
                </Button>
                <Button disabled={!hasMore} onClick={() => set({ before: entries.at(-1)?.seq ?? 0 })}>
                  {text.older}
                </Button>
              </Stack>
            </>
          )}
        </QueryView>
      </Stack>
      <AuditEntryDialog entry={entry} onClose={() => setEntry(null)} />
    </Page>
  );
}
