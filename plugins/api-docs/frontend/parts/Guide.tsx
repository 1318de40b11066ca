import { errorStatus } from '@netcrab/plugin-api/frontend';
import { CodeBlock, Count, DataTable, Section } from '@netcrab/ui';
import { messages } from '../messages';
import { errorColumns } from './errorTable';
import { Prose } from './Prose';

const { guide, columns } = messages;

const errorSample = JSON.stringify(
  {
    error: {
      code: 'invalid_request',
      message: 'label: Give the key a label that tells where it is used',
      requestId: '7f0c2a3e',
      details: [{ field: 'label', message: 'Give the key a label that tells where it is used' }],
    },
  },
  null,
  2,
);
const codes = Object.entries(errorStatus).map(([code, status]) => ({ code, status }));

/** What holds for every endpoint: where, as whom, what can go wrong, how much. */
export function Guide({ baseUrl }: { baseUrl: string }) {
  return (
    <>
      <Section id="base-url" title={guide.base} description={guide.baseText}>
        <CodeBlock code={baseUrl} language="text" />
      </Section>
      <Section
        id="authentication"
        title={guide.authentication}
        description={<Prose text={guide.authenticationText} />}
      >
        <DataTable
          caption={guide.authenticationCaption}
          columns={[
            { id: 'way', header: columns.way, primary: true, cell: row => row.way },
            { id: 'send', header: columns.send, cell: row => <Prose text={row.send} /> },
            { id: 'for', header: columns.for, cell: row => <Prose text={row.for} /> },
          ]}
          rows={messages.ways}
          rowKey={row => row.way}
        />
      </Section>
      <Section id="errors" title={guide.errors} description={<Prose text={guide.errorsText} />}>
        <CodeBlock code={errorSample} language="json" />
        <DataTable
          caption={guide.errorsCaption}
          columns={errorColumns}
          rows={codes}
          rowKey={({ code }) => code}
        />
      </Section>
      <Section id="limits" title={guide.limits} description={guide.limitsText}>
        <DataTable
          caption={guide.tiersCaption}
          columns={[
            { id: 'tier', header: columns.tier, primary: true, cell: row => row.tier },
            { id: 'rows', header: columns.rows, align: 'right', cell: row => <Count value={row.rows} /> },
            { id: 'requests', header: columns.requests, align: 'right', cell: row => row.requests },
            { id: 'packs', header: columns.packs, align: 'right', cell: row => row.packs },
          ]}
          rows={messages.tiers}
          rowKey={row => row.tier}
        />
        <DataTable
          caption={guide.limitsCaption}
          columns={[
            { id: 'header', header: columns.header, primary: true, cell: row => <code>{row.header}</code> },
            { id: 'meaning', header: columns.meaning, cell: row => <Prose text={row.meaning} /> },
          ]}
          rows={messages.headers}
          rowKey={row => row.header}
        />
      </Section>
    </>
  );
}
