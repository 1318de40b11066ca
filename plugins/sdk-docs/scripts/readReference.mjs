import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const here = import.meta.dirname;
const types = path.resolve(here, '../../../packages/web-sdk/src/types.ts');
/** Where the page reads what is written here. */
export const referenceFile = path.resolve(here, '../frontend/reference/sdkReference.json');

/** `{@link Netcrab.init}` and `{@link Extra}` become code. */
const plain = text =>
  text
    .replace(/\{@link (?:Netcrab\.)?([\w.]+)\}/g, '`$1`')
    .replace(/\s*\n\s*(?!\n)/g, ' ')
    .trim();

/** The words of a JSDoc comment, paragraph by paragraph. */
function wordsOf(node) {
  const [doc] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const text = part => plain(ts.getTextOfJSDocComment(part) ?? '');
  if (!doc) return { summary: '', params: {}, returns: '', example: '' };
  const tags = doc.tags ?? [];
  const named = name => tags.find(tag => tag.tagName.text === name);
  return {
    summary: text(doc.comment),
    params: Object.fromEntries(
      tags.filter(ts.isJSDocParameterTag).map(tag => [tag.name.getText(), text(tag.comment)]),
    ),
    returns: named('returns') ? text(named('returns').comment) : '',
    example: named('example') ? (ts.getTextOfJSDocComment(named('example').comment) ?? '').trim() : '',
  };
}

const squeezed = node => node.getText().replace(/\s+/g, ' ');

function callOf(method) {
  const { summary, params, returns, example } = wordsOf(method);
  const parameters = method.parameters.map(parameter => ({
    name: parameter.name.getText(),
    type: squeezed(parameter.type),
    optional: parameter.questionToken !== undefined,
    text: params[parameter.name.getText()] ?? '',
  }));
  const list = parameters.map(({ name, type, optional }) => `${name}${optional ? '?' : ''}: ${type}`);
  return {
    name: method.name.getText(),
    signature: `${method.name.getText()}(${list.join(', ')}): ${squeezed(method.type)}`,
    text: summary,
    parameters,
    returns,
    example,
  };
}

const fieldOf = member => {
  const { summary, example } = wordsOf(member);
  return {
    name: ts.isIndexSignatureDeclaration(member) ? '…' : member.name.getText(),
    type: squeezed(member.type),
    optional: member.questionToken !== undefined,
    text: summary,
    example,
  };
};

/** The calls and types of the browser SDK, from the comments and declarations of its own source. */
export function readReference() {
  const source = ts.createSourceFile(types, readFileSync(types, 'utf8'), ts.ScriptTarget.ES2022, true);
  const interfaces = source.statements.filter(ts.isInterfaceDeclaration);
  const calls = interfaces.find(({ name }) => name.text === 'Netcrab');
  return {
    calls: calls.members.filter(ts.isMethodSignature).map(callOf),
    types: [
      ...interfaces
        .filter(one => one !== calls)
        .map(one => ({ name: one.name.text, text: wordsOf(one).summary, fields: one.members.map(fieldOf) })),
      ...source.statements.filter(ts.isTypeAliasDeclaration).map(one => ({
        name: one.name.text,
        text: wordsOf(one).summary,
        is: squeezed(one.type),
        fields: [],
      })),
    ],
  };
}
