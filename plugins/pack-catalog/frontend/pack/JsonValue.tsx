import Box from '@mui/material/Box';

/** `{from, tasks: […]}` → `from, tasks (4)`. */
const outline = (value: object): string =>
  Object.entries(value)
    .map(([name, part]) => (Array.isArray(part) ? `${name} (${part.length})` : name))
    .join(', ');

/** A document in a cell: what is in it, and the whole when asked for. */
export function JsonValue({ value }: { value: object }) {
  return (
    <details>
      <Box component="summary" sx={{ cursor: 'pointer', minHeight: 24, overflowWrap: 'anywhere' }}>
        {outline(value)}
      </Box>
      <Box
        component="pre"
        tabIndex={0}
        sx={{ m: 0, mt: 1, maxHeight: 320, maxWidth: 480, overflow: 'auto', textAlign: 'left', fontSize: 12 }}
      >
        {JSON.stringify(value, null, 2)}
      </Box>
    </details>
  );
}
