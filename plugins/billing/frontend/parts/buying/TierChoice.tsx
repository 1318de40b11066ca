import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

export interface TierOption<T extends string> {
  readonly tier: T;
  readonly title: string;
  readonly price: ReactNode;
  /** What it gives, a line each. */
  readonly gives: readonly string[];
  /** Why it cannot be chosen. */
  readonly obstacle?: string | null;
}

export interface TierChoiceProps<T extends string> {
  /** What is chosen, read aloud. */
  label: string;
  options: readonly TierOption<T>[];
  value: T | null;
  onChange: (tier: T) => void;
}

/** Tiers as radio cards: one below the other where there is no room beside. */
export function TierChoice<T extends string>({ label, options, value, onChange }: TierChoiceProps<T>) {
  return (
    <RadioGroup
      aria-label={label}
      value={value ?? ''}
      onChange={(_, chosen) => {
        const option = options.find(({ tier }) => tier === chosen);
        if (option) onChange(option.tier);
      }}
      sx={{
        display: 'grid',
        gap: 1.25,
        gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 220px), 1fr))',
      }}
    >
      {options.map(option => (
        <FormControlLabel
          key={option.tier}
          value={option.tier}
          disabled={Boolean(option.obstacle)}
          control={<Radio size="small" sx={{ alignSelf: 'flex-start', mt: -0.75 }} />}
          label={<TierCard option={option} />}
          slotProps={{ typography: { component: 'div', sx: { flex: 1, minWidth: 0 } } }}
          sx={{
            m: 0,
            padding: '14px 14px 14px 8px',
            alignItems: 'flex-start',
            border: '1px solid var(--mui-palette-divider)',
            borderRadius: '12px',
            bgcolor: 'background.paper',
            '&:has(:checked)': {
              borderColor: 'primary.main',
              boxShadow: 'inset 0 0 0 1px var(--mui-palette-primary-main)',
            },
            '&:has(:focus-visible)': {
              outline: '2px solid var(--mui-palette-primary-main)',
              outlineOffset: '2px',
            },
          }}
        />
      ))}
    </RadioGroup>
  );
}

function TierCard<T extends string>({ option }: { option: TierOption<T> }) {
  const { title, price, gives, obstacle } = option;
  return (
    <>
      <Box
        component="span"
        sx={{ display: 'flex', flexWrap: 'wrap', gap: '0 8px', justifyContent: 'space-between' }}
      >
        <Typography component="span" sx={{ fontWeight: 650 }}>
          {title}
        </Typography>
        <span>{price}</span>
      </Box>
      {gives.map(line => (
        <Typography
          key={line}
          variant="caption"
          component="span"
          color="textSecondary"
          sx={{ display: 'block' }}
        >
          {line}
        </Typography>
      ))}
      {obstacle && (
        <Typography variant="body2" component="span" color="textPrimary" sx={{ display: 'block', mt: 0.75 }}>
          {obstacle}
        </Typography>
      )}
    </>
  );
}
