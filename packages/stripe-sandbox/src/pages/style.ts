/** One sheet for all hosted pages: the portal's navy, sand and coral, in light and dark. */
export const style = `
:root { color-scheme: light dark;
  --page: hsl(38 40% 96%); --card: hsl(0 0% 100%); --ink: hsl(216 45% 15%); --soft: hsl(216 18% 36%);
  --line: hsl(216 16% 80%); --accent: hsl(216 60% 26%); --on-accent: hsl(0 0% 100%);
  --note: hsl(14 85% 92%); --note-ink: hsl(14 70% 24%); --good: hsl(150 60% 22%); --bad: hsl(0 65% 38%); }
@media (prefers-color-scheme: dark) { :root {
  --page: hsl(216 40% 9%); --card: hsl(216 33% 14%); --ink: hsl(38 30% 93%); --soft: hsl(216 18% 74%);
  --line: hsl(216 20% 34%); --accent: hsl(14 90% 72%); --on-accent: hsl(216 45% 10%);
  --note: hsl(14 45% 18%); --note-ink: hsl(14 85% 86%); --good: hsl(150 50% 68%); --bad: hsl(0 85% 76%); } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
a { color: inherit; }
.note { background: var(--note); color: var(--note-ink); padding: .5rem 1rem; text-align: center; }
main { max-width: 64rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: .5rem 0 1rem; }
h2 { font-size: 1.1rem; margin: 0 0 .75rem; }
.columns { display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); }
@media (min-width: 760px) { .columns { grid-template-columns: repeat(2, minmax(0, 1fr)); align-items: start; } }
section { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem; margin: 0 0 1rem; min-width: 0; }
dl { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .35rem 1rem; margin: 0; }
dd { margin: 0; text-align: right; font-variant-numeric: tabular-nums; }
.total { font-weight: 700; border-top: 1px solid var(--line); padding-top: .35rem; }
.soft { color: var(--soft); }
.good { color: var(--good); } .bad { color: var(--bad); }
label { display: block; margin: 0 0 .75rem; }
label.inline { display: flex; gap: .5rem; align-items: baseline; }
input:not([type=checkbox], [type=radio]), select { display: block; width: 100%; min-height: 2.5rem; padding: .4rem .6rem; margin-top: .2rem; font: inherit; color: inherit; background: var(--page); border: 1px solid var(--soft); border-radius: .5rem; }
button { display: block; width: 100%; min-height: 2.75rem; margin: .5rem 0; padding: .5rem 1rem; font: inherit; font-weight: 600; border: 1px solid var(--accent); border-radius: .5rem; background: transparent; color: inherit; cursor: pointer; }
button.primary { background: var(--accent); color: var(--on-accent); }
button.small { display: inline-block; width: auto; min-height: 2rem; margin: 0 .25rem .25rem 0; padding: .2rem .7rem; font-weight: 500; }
form.inline { display: inline; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
ul.rows { list-style: none; margin: 0; padding: 0; }
ul.rows > li { padding: .6rem 0; border-top: 1px solid var(--line); }
ul.rows > li:first-child { border-top: 0; }
code { font-size: .875em; }
fieldset { border: 1px solid var(--line); border-radius: .5rem; margin: 0 0 1rem; }
@media print { .note, nav { display: none; } }
`;
