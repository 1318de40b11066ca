import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useId, useState } from 'react';
import { CodeBlock } from './CodeBlock';
import { remember, remembered } from './remembered';

export interface CodeTab {
  id: string;
  label: string;
  language: string;
  code: string;
}

export interface CodeTabsProps {
  /** What the snippets do: `Query this pack`. */
  label: string;
  tabs: readonly CodeTab[];
  /** Sets of the same name remember one choice: someone who picks Python sees Python everywhere. */
  shared?: string;
}

const storageKey = (shared: string) => `netcrab-snippet-${shared}`;

/** The same thing in several languages. */
export function CodeTabs({ label, tabs, shared = 'language' }: CodeTabsProps) {
  const [chosen, setChosen] = useState(() => remembered(storageKey(shared)));
  const id = useId();
  const current = tabs.find(tab => tab.id === chosen) ?? tabs[0];
  if (!current) return null;
  const choose = (next: string) => {
    setChosen(next);
    remember(storageKey(shared), next);
  };
  return (
    <Box sx={{ minWidth: 0 }}>
      <Tabs
        value={current.id}
        onChange={(_, next: string) => choose(next)}
        aria-label={label}
        variant="scrollable"
        scrollButtons={false}
        sx={{ mb: 1 }}
      >
        {tabs.map(tab => (
          <Tab
            key={tab.id}
            value={tab.id}
            label={tab.label}
            id={`${id}-${tab.id}`}
            aria-controls={`${id}-panel`}
          />
        ))}
      </Tabs>
      <Box role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${current.id}`}>
        <CodeBlock code={current.code} language={current.language} />
      </Box>
    </Box>
  );
}
