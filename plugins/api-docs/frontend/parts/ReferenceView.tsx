import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { EmptyState, SearchField, Section, useUrlState } from '@netcrab/ui';
import { useMemo } from 'react';
import { z } from 'zod';
import { messages } from '../messages';
import { searchReference, type Reference } from '../reference/reference';
import { Guide } from './Guide';
import { OperationPanel } from './OperationPanel';
import { ReferenceIndex } from './ReferenceIndex';
import { useOpenOperations } from './useOpenOperations';

const urlSchema = z.object({ q: z.string().default('') });
const panelStyle = {
  border: '1px solid var(--mui-palette-divider)',
  borderRadius: '12px',
  bgcolor: 'background.paper',
  overflow: 'clip',
};

/** Index and search beside what they find. */
export function ReferenceView({ reference }: { reference: Reference }) {
  const [{ q }, setUrl] = useUrlState(urlSchema);
  const { open, toggle, setAll } = useOpenOperations();
  const groups = useMemo(() => searchReference(reference.groups, q), [reference, q]);
  const shown = groups.flatMap(({ operations }) => operations);
  return (
    <Box sx={{ display: 'grid', gap: { xs: 3, md: 5 }, gridTemplateColumns: { md: '280px minmax(0, 1fr)' } }}>
      <Box
        sx={{
          minWidth: 0,
          position: { md: 'sticky' },
          top: 80,
          alignSelf: 'start',
          maxHeight: { md: 'calc(100vh - 96px)' },
          overflowY: { md: 'auto' },
        }}
      >
        <SearchField
          label={messages.search}
          placeholder={messages.searchHint}
          value={q}
          fullWidth
          onChange={next => setUrl({ q: next })}
        />
        <ReferenceIndex groups={groups} showGuide={q === ''} />
      </Box>
      <Stack sx={{ gap: 4, minWidth: 0, '& section': { scrollMarginTop: 88 } }}>
        {q === '' && <Guide baseUrl={reference.baseUrl} />}
        <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
          <Typography variant="body2" color="textSecondary" role="status" sx={{ flex: 1 }}>
            {messages.found(shown.length)}
          </Typography>
          <Button size="small" onClick={() => setAll(shown.map(({ id }) => id))}>
            {messages.expandAll}
          </Button>
          <Button size="small" onClick={() => setAll([])}>
            {messages.collapseAll}
          </Button>
        </Stack>
        {groups.length === 0 && (
          <EmptyState
            title={messages.nothing.title}
            body={messages.nothing.body(q)}
            action={<Button onClick={() => setUrl({ q: '' })}>{messages.nothing.action}</Button>}
          />
        )}
        {groups.map(({ tag, operations }) => (
          <Section key={tag} title={tag}>
            <Box sx={panelStyle}>
              {operations.map(operation => (
                <OperationPanel
                  key={operation.id}
                  operation={operation}
                  reference={reference}
                  open={open.has(operation.id)}
                  onToggle={toggle}
                />
              ))}
            </Box>
          </Section>
        ))}
      </Stack>
    </Box>
  );
}
