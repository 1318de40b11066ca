import type { Prism } from 'prism-react-renderer';

type Grammar = (typeof Prism)['languages'][string];

/** Shell as our examples use it: enough for curl lines and environment files. */
export const bash: Grammar = {
  comment: { pattern: /(^|\s)#.*/, lookbehind: true },
  string: { pattern: /"(?:\\[\s\S]|[^"\\])*"|'[^']*'/, greedy: true },
  variable: /\$(?:\w+|\{[^}]+\})|^\w+(?==)/m,
  parameter: { pattern: /(^|\s)-{1,2}[\w-]+/, lookbehind: true },
  function: /\b(?:curl|npm|npx|node|export|echo|cat|duckdb|python3?|jq|source)\b/,
  number: /\b\d+\b/,
  operator: /[|&;<>\\]+/,
};

/** SQL as DuckDB takes it, as far as a reader's eye needs it. */
export const sql: Grammar = {
  comment: /--.*|\/\*[\s\S]*?\*\//,
  string: { pattern: /'(?:''|[^'])*'/, greedy: true },
  variable: /"(?:""|[^"])*"/,
  keyword:
    /\b(?:SELECT|FROM|WHERE|AND|OR|NOT|IN|IS|NULL|AS|ON|JOIN|LEFT|INNER|GROUP|ORDER|BY|HAVING|LIMIT|OFFSET|DESC|ASC|CREATE|TABLE|VIEW|SECRET|INSERT|INTO|VALUES|WITH|UNION|ALL|DISTINCT|CASE|WHEN|THEN|ELSE|END|BETWEEN|LIKE|INSTALL|LOAD|SET|COPY|TO|USING|SUMMARIZE|DESCRIBE)\b/i,
  function: /\b\w+(?=\s*\()/,
  number: /\b\d+(?:\.\d+)?\b/,
  operator: /[=<>!*+\-/|]+/,
};
