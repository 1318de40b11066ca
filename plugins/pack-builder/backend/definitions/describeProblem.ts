/** One thing wrong with a definition file: where it stands, which field, and what would be right. */
export interface DefinitionProblem {
  readonly file: string;
  /** From 1; null when the file as a whole is meant. */
  readonly line: number | null;
  readonly column: number | null;
  /** Dotted path: `spec.fields.2.name`; empty for a YAML error. */
  readonly field: string;
  readonly message: string;
}

/** One line for the log: `file:line: field: message`. */
export const describeProblem = ({ file, line, field, message }: DefinitionProblem): string =>
  [`${file}${line === null ? '' : `:${line}`}`, field, message].filter(Boolean).join(': ');
