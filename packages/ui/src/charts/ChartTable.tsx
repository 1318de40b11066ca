import Box from '@mui/material/Box';

export interface TableData {
  headers: readonly string[];
  /** The first cell of each row names it. */
  rows: readonly (readonly string[])[];
}

/** What the drawing shows, as figures: behind a native disclosure, for anyone who prefers or needs them. */
export function ChartTable({ title, headers, rows }: TableData & { title: string }) {
  return (
    <Box
      component="details"
      sx={{
        mt: 0.5,
        typography: 'caption',
        '& summary': { width: 'fit-content', minHeight: 24, cursor: 'pointer', color: 'text.secondary' },
        '& table': { width: '100%', borderCollapse: 'collapse' },
        '& th, & td': {
          padding: '4px 8px',
          textAlign: 'right',
          borderBottom: '1px solid var(--mui-palette-divider)',
        },
        '& th:first-of-type': { textAlign: 'left' },
      }}
    >
      <summary>Show as table</summary>
      <Box
        sx={{ mt: 1, maxHeight: 320, overflow: 'auto' }}
        tabIndex={0}
        role="group"
        aria-label={`${title}: table`}
      >
        <table>
          <thead>
            <tr>
              {headers.map(header =>
                header === '' ? (
                  <td key={header} />
                ) : (
                  <th key={header} scope="col">
                    {header}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) =>
                  column === 0 ? (
                    <th key={column} scope="row">
                      {cell}
                    </th>
                  ) : (
                    <td key={column}>{cell}</td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </Box>
    </Box>
  );
}
