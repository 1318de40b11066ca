import { useClient } from '@netcrab/plugin-api/frontend';
import { EmptyState, Page, QueryView, When } from '@netcrab/ui';
import { useQuery } from '@tanstack/react-query';
import { createElement as h } from 'react';
import { endpoints } from './contract.js';

export default function KudosPage() {
  const client = useClient(endpoints);
  const query = useQuery({ queryKey: ['kudos'], queryFn: () => client.listKudos() });
  return h(
    Page,
    { title: 'Kudos', subtitle: 'What people here thanked each other for.' },
    h(
      QueryView,
      {
        query,
        isEmpty: list => list.length === 0,
        empty: h(EmptyState, { title: 'No kudos yet', body: 'Give the first with POST /api/kudos.' }),
      },
      list =>
        h(
          'ul',
          null,
          list.map(({ id, to, text, givenAt }) =>
            h('li', { key: id }, `${to}: ${text} `, h(When, { at: givenAt })),
          ),
        ),
    ),
  );
}
