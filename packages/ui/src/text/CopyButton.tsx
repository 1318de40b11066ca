import CheckIcon from '@mui/icons-material/Check';
import CopyIcon from '@mui/icons-material/ContentCopy';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { useEffect, useState } from 'react';
import { announce } from '../announce';

export interface CopyButtonProps {
  text: string;
  /** What it does: `Copy key`. */
  label: string;
  /** `icon`: the label becomes the title and the accessible name. */
  variant?: 'button' | 'icon';
  onCopied?: () => void;
}

const confirmationMs = 2000;

export function CopyButton({ text, label, variant = 'button', onCopied }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null);
  useEffect(() => {
    if (!outcome) return;
    const timer = setTimeout(() => setOutcome(null), confirmationMs);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
      announce('Copied');
      onCopied?.();
    } catch {
      setOutcome('refused');
      announce('The browser refused to copy; select the text and copy it yourself.', 'assertive');
    }
  };
  const shown = outcome === 'copied' ? 'Copied' : outcome === 'refused' ? 'Copy it by hand' : label;
  const icon = outcome === 'copied' ? <CheckIcon fontSize="inherit" /> : <CopyIcon fontSize="inherit" />;
  if (variant === 'icon') {
    return (
      <IconButton size="small" color="inherit" onClick={() => void copy()} aria-label={label} title={shown}>
        {icon}
      </IconButton>
    );
  }
  return (
    <Button size="small" variant="outlined" startIcon={icon} onClick={() => void copy()}>
      {shown}
    </Button>
  );
}
