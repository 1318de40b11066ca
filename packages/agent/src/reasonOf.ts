/** An error in words, with its causes. */
export const reasonOf = (error: unknown): string => {
  const text = error instanceof Error ? error.message : String(error);
  const cause = error instanceof Error && error.cause ? `: ${reasonOf(error.cause)}` : '';
  return `${text}${cause}`;
};
