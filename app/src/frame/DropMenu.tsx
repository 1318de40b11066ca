import CheckIcon from '@mui/icons-material/Check';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

export interface DropMenuItem {
  readonly id: string;
  readonly label: string;
  /** Given where one of several is in force: the item then is a choice, not a command. */
  readonly current?: boolean;
  run(): unknown;
}

interface Props {
  anchor: HTMLElement;
  onClose: () => void;
  items: readonly DropMenuItem[];
  header?: ReactNode;
}

/** An open menu, inside the landmark of its button; its code comes with the first one. */
export default function DropMenu({ anchor, onClose, items, header }: Props) {
  return (
    <Menu anchorEl={anchor} open onClose={onClose} disablePortal>
      {header && (
        <Box component="li" role="presentation">
          {header}
        </Box>
      )}
      {items.map(({ id, label, current, run }) => (
        <MenuItem
          key={id}
          role={current === undefined ? 'menuitem' : 'menuitemradio'}
          aria-checked={current}
          selected={current ?? false}
          sx={{ minWidth: 200, justifyContent: 'space-between', gap: 2 }}
          onClick={() => {
            onClose();
            if (!current) run();
          }}
        >
          {label}
          {current && <CheckIcon fontSize="small" />}
        </MenuItem>
      ))}
    </Menu>
  );
}
