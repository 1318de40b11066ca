import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import ReactMarkdown, { type Components } from 'react-markdown';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import { CodeBlock } from './CodeBlock';

/** Headings start below the page's h1 and its sections' h2. */
const components: Components = {
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children }) => <h3>{children}</h3>,
  h3: ({ children }) => <h4>{children}</h4>,
  a: ({ href, children }) => <Link href={href}>{children}</Link>,
  pre: ({ children }) => <>{children}</>,
  code: ({ className, children }) => {
    const language = /language-(\w+)/.exec(className ?? '')?.[1];
    const code = typeof children === 'string' ? children : '';
    return language || code.includes('\n') ? (
      <CodeBlock code={code.replace(/\n$/, '')} language={language ?? 'text'} />
    ) : (
      <code>{children}</code>
    );
  },
  table: ({ children }) => (
    <Box sx={{ overflowX: 'auto' }} tabIndex={0} role="group" aria-label="Table">
      <table>{children}</table>
    </Box>
  ),
};

export default function RenderedMarkdown({ text }: { text: string }) {
  return (
    <Box
      sx={{
        maxWidth: '76ch',
        typography: 'body1',
        overflowWrap: 'anywhere',
        '& > :first-of-type': { mt: 0 },
        '& h3, & h4': { typography: 'h3', mt: 3, mb: 1 },
        '& h4': { typography: 'h4' },
        '& p, & ul, & ol': { my: 1.25 },
        '& ul, & ol': { pl: 3 },
        '& li': { my: 0.5 },
        '& :not(pre) > code': {
          padding: '1px 5px',
          borderRadius: '5px',
          fontSize: '0.875em',
          bgcolor: 'background.sunken',
          border: '1px solid var(--mui-palette-divider)',
        },
        '& table': { borderCollapse: 'collapse', typography: 'body2' },
        '& th, & td': {
          padding: '6px 12px',
          border: '1px solid var(--mui-palette-divider)',
          textAlign: 'left',
        },
        '& blockquote': {
          m: 0,
          pl: 2,
          borderLeft: '3px solid var(--mui-palette-divider)',
          color: 'text.secondary',
        },
      }}
    >
      <ReactMarkdown remarkPlugins={[remarkGfm]} rehypePlugins={[rehypeSanitize]} components={components}>
        {text}
      </ReactMarkdown>
    </Box>
  );
}
