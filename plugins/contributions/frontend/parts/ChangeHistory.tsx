import Typography from '@mui/material/Typography';
import {
  DataTable,
  DataTableSkeleton,
  QueryView,
  Section,
  StatusChip,
  useUrlState,
  When,
  type Column,
} from '@netcrab/ui';
import { z } from 'zod';
import type { Change, Contributions } from '../../contract';
import { useHistory } from '../api';
import { messages } from '../messages';

const text = messages.history;
const urlState = z.object({ page: z.coerce.number().int().min(1).catch(1).default(1) });

const columns = ({ products, packs }: Contributions): Column<Change>[] => {
  const nameOf = ({ productId, packId }: Change) =>
    productId === null
      ? text.all
      : messages.matrix.label(
          products.find(one => one.productId === productId)?.name ?? productId,
          packs.find(one => one.packId === packId)?.title ?? packId ?? '',
        );
  return [
    { id: 'what', header: text.what, primary: true, cell: nameOf },
    {
      id: 'change',
      header: text.change,
      cell: ({ on }) => <StatusChip tone={on ? 'ok' : 'muted'} label={on ? text.on : text.off} />,
    },
    { id: 'who', header: text.who, cell: ({ actor }) => actor.name },
    { id: 'when', header: text.when, cell: ({ at }) => <When at={at} /> },
  ];
};

/** Who turned which switch, and when. */
export function ChangeHistory({ state }: { state: Contributions }) {
  const [{ page }, setUrl] = useUrlState(urlState);
  const history = useHistory(page);
  const shown = columns(state);
  return (
    <Section title={text.title}>
      <QueryView query={history} skeleton={<DataTableSkeleton columns={shown} />}>
        {({ changes, total, pageSize }) => (
          <DataTable
            caption={text.caption}
            columns={shown}
            rows={changes}
            rowKey={one => one.id}
            empty={
              <Typography variant="body2" color="textSecondary">
                {text.empty}
              </Typography>
            }
            page={{ page, pageSize, total, onPage: next => setUrl({ page: next }), label: text.pages }}
          />
        )}
      </QueryView>
    </Section>
  );
}
