import Box from '@mui/material/Box';
import { Amount, visuallyHidden } from '@netcrab/ui';

export interface SumLine {
  readonly label: string;
  /** Decimal. */
  readonly amount: string;
  /** A result of the lines above it. */
  readonly total?: boolean;
}

/** Lines that add up, as on paper: amounts under each other, a rule above each result. */
export function SumTable({
  caption,
  lines,
  currency,
}: {
  caption: string;
  lines: readonly SumLine[];
  currency: string;
}) {
  return (
    <Box
      component="table"
      sx={{
        width: '100%',
        maxWidth: 560,
        borderCollapse: 'collapse',
        '& th, & td': { paddingBlock: 0.75, fontWeight: 'inherit', textAlign: 'left' },
        '& td': { textAlign: 'right', pl: 2 },
        '& tr[data-total]': { fontWeight: 660 },
        '& tr[data-total] > *': { borderTop: '1px solid var(--mui-palette-divider)' },
      }}
    >
      <caption style={visuallyHidden}>{caption}</caption>
      <tbody>
        {lines.map(({ label, amount, total }) => (
          <tr key={label} data-total={total || undefined}>
            <th scope="row">{label}</th>
            <td>
              <Amount amount={amount} currency={currency} />
            </td>
          </tr>
        ))}
      </tbody>
    </Box>
  );
}
