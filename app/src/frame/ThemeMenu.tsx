import ContrastIcon from '@mui/icons-material/Contrast';
import IconButton from '@mui/material/IconButton';
import { actionItems, useActions } from '../actions';
import { useDropMenu } from './useDropMenu';

export function ThemeMenu() {
  const { button, menu } = useDropMenu(actionItems(useActions(), 'theme'));
  return (
    <>
      <IconButton aria-label="Theme" {...button}>
        <ContrastIcon fontSize="small" />
      </IconButton>
      {menu}
    </>
  );
}
