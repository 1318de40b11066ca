import Box from '@mui/material/Box';
import { CodeBlock, CodeTabs, Markdown, Section } from '@netcrab/ui';
import type { ChapterPart } from '../chapters/chapter';
import { messages } from '../messages';

/** The prose, and the code beside it that stays in sight while it is read. */
export function ChapterParts({ parts }: { parts: readonly ChapterPart[] }) {
  return parts.map(part => <Part key={part.id} {...part} />);
}

function Part({ id, title, text, code = [] }: ChapterPart) {
  const [only] = code;
  return (
    <Box sx={{ scrollMarginTop: 88, minWidth: 0 }} id={id}>
      <Section
        title={title}
        actions={
          <Box
            component="a"
            href={`#${id}`}
            aria-label={messages.link(title)}
            sx={{
              minWidth: 24,
              minHeight: 24,
              textAlign: 'center',
              color: 'text.secondary',
              textDecoration: 'none',
            }}
          >
            #
          </Box>
        }
      >
        <Box
          sx={{
            display: 'grid',
            gap: { xs: 2, lg: 4 },
            gridTemplateColumns: { lg: code.length > 0 ? 'minmax(0, 1fr) minmax(0, 1fr)' : undefined },
          }}
        >
          <Markdown text={text.trim()} />
          {only && (
            <Box sx={{ minWidth: 0, position: { lg: 'sticky' }, top: 80, alignSelf: 'start' }}>
              {code.length === 1 ? (
                <CodeBlock code={only.code} language={only.language} title={only.label} />
              ) : (
                <CodeTabs label={title} tabs={code} shared={`sdk-${code.map(tab => tab.id).join('-')}`} />
              )}
            </Box>
          )}
        </Box>
      </Section>
    </Box>
  );
}
