import ClearIcon from '@mui/icons-material/Close';
import SearchIcon from '@mui/icons-material/Search';
import IconButton from '@mui/material/IconButton';
import InputAdornment from '@mui/material/InputAdornment';
import TextField from '@mui/material/TextField';
import { useEffect, useRef, useState } from 'react';

export interface SearchFieldProps {
  value: string;
  /** Called when typing pauses. */
  onChange: (value: string) => void;
  /** What is searched: `Search packs`. */
  label: string;
  placeholder?: string;
  delayMs?: number;
  fullWidth?: boolean;
}

/** Search as you type. The page's first one is where the `/` key goes. */
export function SearchField({
  value,
  onChange,
  label,
  placeholder,
  delayMs = 250,
  fullWidth,
}: SearchFieldProps) {
  const [text, setText] = useState(value);
  const sent = useRef(value);
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => {
    // Set from outside (Back, "clear filters"), not the echo of what was typed.
    if (value === sent.current) return;
    sent.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = text;
      latest.current(text);
    }, delayMs);
    return () => clearTimeout(timer);
  }, [text, delayMs]);

  const clear = () => {
    sent.current = '';
    setText('');
    latest.current('');
  };
  return (
    <TextField
      type="search"
      fullWidth={fullWidth}
      value={text}
      placeholder={placeholder ?? label}
      onChange={event => setText(event.target.value)}
      onKeyDown={event => {
        if (event.key !== 'Escape' || text === '') return;
        event.stopPropagation();
        clear();
      }}
      slotProps={{
        htmlInput: {
          'aria-label': label,
          'aria-keyshortcuts': '/',
          'data-page-search': '',
          enterKeyHint: 'search',
          style: { minWidth: 0 },
        },
        input: {
          startAdornment: (
            <InputAdornment position="start">
              <SearchIcon fontSize="small" />
            </InputAdornment>
          ),
          endAdornment: text !== '' && (
            <InputAdornment position="end">
              <IconButton size="small" edge="end" aria-label="Clear the search" onClick={clear}>
                <ClearIcon fontSize="small" />
              </IconButton>
            </InputAdornment>
          ),
        },
      }}
      sx={{ minWidth: { sm: 260 }, '& input::-webkit-search-cancel-button': { display: 'none' } }}
    />
  );
}
