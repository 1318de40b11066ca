import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Lazily loaded parts are compiled at first use; on a busy machine that takes more than the usual second.
configure({ asyncUtilTimeout: 10_000 });

// What browsers have and jsdom lacks, as a wide screen without a preference would answer.
window.matchMedia ??= (query: string): MediaQueryList => ({
  matches: false,
  media: query,
  onchange: null,
  addEventListener: () => {},
  removeEventListener: () => {},
  addListener: () => {},
  removeListener: () => {},
  dispatchEvent: () => true,
});
Element.prototype.scrollIntoView ??= () => {};
window.scrollTo = () => {};
window.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
