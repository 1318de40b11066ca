import { DataTable, EmptyState, type Column } from '@netcrab/ui';
import type { Profile } from '../../contract';
import { kindTitles } from '../messages';
import { rolesText } from './roleText';

type Row = Profile['memberships'][number];

const columns: Column<Row>[] = [
  { id: 'org', header: 'Organisation', primary: true, cell: row => row.org.name },
  { id: 'kind', header: 'What it does', cell: row => kindTitles[row.org.kind] },
  { id: 'roles', header: 'Your roles', cell: row => rolesText(row.roles) },
];

export function Memberships({ memberships }: { memberships: Profile['memberships'] }) {
  return (
    <DataTable
      caption="Organisations you belong to"
      columns={columns}
      rows={memberships}
      rowKey={row => row.org.id}
      empty={
        <EmptyState
          title="You belong to no organisation"
          body="Ask an admin of one to invite you by mail; the link of the mail brings you in."
        />
      }
    />
  );
}
