import UnfoldIcon from '@mui/icons-material/UnfoldMore';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useSession } from '@netcrab/plugin-api/frontend';
import { actionItems, useActions } from '../actions';
import { useDropMenu } from './useDropMenu';

const kinds = { buyer: 'Buyer', seller: 'Seller', both: 'Buyer and seller' } as const;

/** For which organisation the viewer acts: everything on every page follows from it. */
export function OrgSwitcher() {
  const session = useSession();
  const items = actionItems(useActions(), 'org');
  const { button, menu } = useDropMenu(items);
  if (!session) return null;
  const org = session.org;
  return (
    <>
      <ButtonBase
        {...button}
        disabled={items.length < 2}
        aria-label={`Organisation: ${org?.name ?? 'none'}`}
        sx={{
          width: '100%',
          justifyContent: 'space-between',
          padding: '7px 10px 7px 12px',
          border: '1px solid var(--mui-palette-frame-line)',
          borderRadius: '10px',
          bgcolor: 'frame.raised',
          color: 'frame.text',
          textAlign: 'left',
          '&.Mui-focusVisible': { outlineColor: 'var(--mui-palette-frame-accent)' },
        }}
      >
        <Box sx={{ minWidth: 0 }}>
          <Box
            sx={{
              fontSize: '0.9rem',
              fontWeight: 600,
              overflow: 'hidden',
              textOverflow: 'ellipsis',
              whiteSpace: 'nowrap',
            }}
          >
            {org?.name ?? 'No organisation'}
          </Box>
          <Box sx={{ typography: 'caption', color: 'frame.muted' }}>
            {org ? kinds[org.kind] : 'Join or create one'}
          </Box>
        </Box>
        {items.length > 1 && <UnfoldIcon fontSize="small" />}
      </ButtonBase>
      {menu}
    </>
  );
}
