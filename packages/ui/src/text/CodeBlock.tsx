import Box from '@mui/material/Box';
import { lazy, Suspense } from 'react';
import { monospaceFonts } from '../theme/theme';
import { CopyButton } from './CopyButton';

const HighlightedCode = lazy(() => import('./HighlightedCode'));

export interface CodeBlockProps {
  code: string;
  /** `bash`, `javascript`, `json`, `python`, `sql`, `typescript`, `yaml`; anything else is shown plain. */
  language: string;
  /** Above the code: a file name, say. */
  title?: string;
}

/** Code to read and copy. Plain at once, coloured when the highlighter has come. */
export function CodeBlock({ code, language, title }: CodeBlockProps) {
  return (
    <Box
      sx={{
        position: 'relative',
        minWidth: 0,
        my: 1.5,
        borderRadius: '10px',
        color: 'code.text',
        bgcolor: 'code.bg',
        border: '1px solid var(--mui-palette-frame-line)',
        '&:first-of-type:last-of-type': { my: 0 },
      }}
    >
      {title && (
        <Box sx={{ padding: '8px 52px 0 16px', typography: 'caption', color: 'code.comment' }}>{title}</Box>
      )}
      <Box sx={{ position: 'absolute', top: 6, right: 6, borderRadius: '8px', bgcolor: 'code.bg' }}>
        <CopyButton text={code} label="Copy code" variant="icon" />
      </Box>
      <Box
        component="pre"
        tabIndex={0}
        role="group"
        aria-label={title ? `Code: ${title}` : 'Code'}
        sx={{
          m: 0,
          padding: '14px 52px 14px 16px',
          overflowX: 'auto',
          fontFamily: monospaceFonts,
          fontSize: '0.8125rem',
          lineHeight: 1.65,
          tabSize: 2,
          fontVariantLigatures: 'none',
        }}
      >
        <Suspense fallback={<code>{code}</code>}>
          <HighlightedCode code={code} language={language} />
        </Suspense>
      </Box>
    </Box>
  );
}
