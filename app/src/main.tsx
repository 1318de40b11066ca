import { ThemeRoot } from '@netcrab/ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { frontends } from 'virtual:netcrab-frontends';
import { App } from './App';
import { readBoot, readNonce } from './boot';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root to draw into.');

createRoot(root).render(
  <StrictMode>
    <ThemeRoot nonce={readNonce(document)}>
      <App boot={readBoot(document)} frontends={frontends} />
    </ThemeRoot>
  </StrictMode>,
);
