import { Highlight, Prism, type PrismTheme } from 'prism-react-renderer';
import { bash, sql } from './grammars';

Prism.languages.bash = bash;
Prism.languages.sql = sql;

const variable = (name: string) => ({ color: `var(--mui-palette-code-${name})` });

const theme: PrismTheme = {
  plain: {},
  styles: [
    { types: ['comment', 'prolog'], style: variable('comment') },
    { types: ['keyword', 'operator', 'boolean', 'builtin', 'tag', 'selector'], style: variable('keyword') },
    { types: ['string', 'char', 'attr-value', 'template-string'], style: variable('string') },
    { types: ['number', 'constant', 'parameter'], style: variable('number') },
    {
      types: ['function', 'property', 'attr-name', 'class-name', 'key', 'variable'],
      style: variable('name'),
    },
  ],
};

const aliases: Readonly<Record<string, string>> = {
  sh: 'bash',
  shell: 'bash',
  curl: 'bash',
  js: 'javascript',
  ts: 'typescript',
  py: 'python',
};

export default function HighlightedCode({ code, language }: { code: string; language: string }) {
  return (
    <Highlight prism={Prism} theme={theme} code={code} language={aliases[language] ?? language}>
      {({ tokens, getTokenProps }) => (
        <code>
          {tokens.map((line, lineIndex) => (
            <span key={lineIndex}>
              {line.map((token, index) =>
                // An empty line's token holds the line break that is added below.
                token.empty ? null : <span key={index} {...getTokenProps({ token })} />,
              )}
              {lineIndex < tokens.length - 1 && '\n'}
            </span>
          ))}
        </code>
      )}
    </Highlight>
  );
}
