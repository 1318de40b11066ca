/* global document, localStorage, matchMedia */
// Sets the colour scheme before first paint; the key and the attribute are packages/ui/src/theme/theme.ts's.
(function () {
  var mode = 'system';
  try {
    mode = localStorage.getItem('netcrab-scheme') || mode;
  } catch {
    // Storage may be blocked; the system's preference then decides.
  }
  if (mode === 'system') mode = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  document.documentElement.setAttribute('data-scheme', mode);
})();
