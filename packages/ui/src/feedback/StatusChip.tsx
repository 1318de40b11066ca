import Box from '@mui/material/Box';

export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'muted';

export interface StatusChipProps {
  tone: Tone;
  label: string;
}

const colours: Record<Tone, string> = {
  ok: 'success-main',
  warn: 'warning-main',
  bad: 'error-main',
  info: 'info-main',
  muted: 'text-secondary',
};

/** A state in a word. The word carries the meaning, the colour only repeats it. */
export function StatusChip({ tone, label }: StatusChipProps) {
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.75,
        minHeight: 24,
        paddingInline: 1,
        borderRadius: '7px',
        fontSize: '0.8125rem',
        fontWeight: 600,
        lineHeight: 1.2,
        whiteSpace: 'nowrap',
        color: `var(--mui-palette-${colours[tone]})`,
        bgcolor: `rgba(var(--mui-palette-${colours[tone]}Channel) / 0.1)`,
        '&::before': {
          content: '""',
          width: 7,
          height: 7,
          borderRadius: tone === 'bad' ? '1px' : '50%',
          bgcolor: 'currentColor',
          transform: tone === 'bad' ? 'rotate(45deg)' : undefined,
        },
      }}
    >
      {label}
    </Box>
  );
}
