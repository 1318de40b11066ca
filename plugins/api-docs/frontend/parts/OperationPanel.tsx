import ExpandIcon from '@mui/icons-material/ExpandMore';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Typography from '@mui/material/Typography';
import type { Operation, Reference } from '../reference/reference';
import { MethodBadge } from './MethodBadge';
import { OperationDetail } from './OperationDetail';

export interface OperationPanelProps {
  operation: Operation;
  reference: Reference;
  open: boolean;
  onToggle: (id: string) => void;
}

/** One endpoint: a line that opens. */
export function OperationPanel({ operation, reference, open, onToggle }: OperationPanelProps) {
  const { id, method, path, summary } = operation;
  return (
    <Box
      component="article"
      id={id}
      sx={{
        scrollMarginTop: 88,
        minWidth: 0,
        '& + &': { borderTop: '1px solid var(--mui-palette-divider)' },
      }}
    >
      <Typography variant="body1" component="h3" sx={{ m: 0 }}>
        <ButtonBase
          aria-expanded={open}
          aria-controls={`${id}-detail`}
          onClick={() => onToggle(id)}
          sx={{
            width: '100%',
            gap: 1.5,
            padding: { xs: '12px 16px', md: '12px 24px' },
            font: 'inherit',
            textAlign: 'left',
            justifyContent: 'flex-start',
            '&:hover, &:focus-visible': { bgcolor: 'action.hover' },
          }}
        >
          <MethodBadge method={method} />
          <Box component="span" sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
            <code>{path}</code>
            <Typography component="span" variant="body2" color="textSecondary" sx={{ display: 'block' }}>
              {summary}
            </Typography>
          </Box>
          <ExpandIcon
            fontSize="small"
            sx={{
              transform: open ? 'rotate(180deg)' : undefined,
              '@media (prefers-reduced-motion: no-preference)': { transition: 'transform 120ms' },
            }}
          />
        </ButtonBase>
      </Typography>
      <div id={`${id}-detail`} hidden={!open}>
        {open && <OperationDetail operation={operation} reference={reference} />}
      </div>
    </Box>
  );
}
