import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import CloseIcon from '@mui/icons-material/Close';
import { createContext, useCallback, useContext, useEffect, useRef, useState, type ReactNode } from 'react';

export interface ToastOptions {
  tone?: 'ok' | 'bad' | 'info';
  /** One remedy, usually Undo. */
  action?: { label: string; onClick: () => void };
}

export type ShowToast = (message: string, options?: ToastOptions) => void;

interface ShownToast extends ToastOptions {
  id: number;
  message: string;
}

const ToastContext = createContext<ShowToast | null>(null);
const shownMs = 6000;
/** Time to reach the button. */
const shownWithActionMs = 12_000;
const atMost = 3;

/** `toast('Key revoked')`, `toast('Opted out', { action: { label: 'Undo', onClick } })`. */
export function useToast(): ShowToast {
  const show = useContext(ToastContext);
  if (!show)
    throw new Error('useToast needs ToastProvider around it; in a test, wrap the page in TestPortal');
  return show;
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly ShownToast[]>([]);
  const lastId = useRef(0);
  const show = useCallback<ShowToast>((message, options) => {
    lastId.current += 1;
    const toast = { ...options, message, id: lastId.current };
    setToasts(shown => [...shown, toast].slice(-atMost));
  }, []);
  const close = useCallback((id: number) => setToasts(shown => shown.filter(toast => toast.id !== id)), []);
  return (
    <ToastContext value={show}>
      {children}
      <Box
        role="region"
        aria-label="Notices"
        aria-live="polite"
        sx={{
          position: 'fixed',
          zIndex: 'snackbar',
          insetInline: { xs: 16, sm: 'auto 24px' },
          bottom: { xs: 16, sm: 24 },
          display: 'grid',
          gap: 1,
          width: { sm: 400 },
          pointerEvents: 'none',
        }}
      >
        {toasts.map(toast => (
          <Toast key={toast.id} toast={toast} onClose={close} />
        ))}
      </Box>
    </ToastContext>
  );
}

/** On the frame's navy in both schemes, so the code colours serve. */
const dot = { ok: 'code.string', bad: 'frame.accent', info: 'code.name' } as const;

function Toast({ toast, onClose }: { toast: ShownToast; onClose: (id: number) => void }) {
  const { id, message, tone = 'ok', action } = toast;
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => onClose(id), action ? shownWithActionMs : shownMs);
    return () => clearTimeout(timer);
  }, [held, id, action, onClose]);
  return (
    <Box
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        padding: '10px 8px 10px 16px',
        pointerEvents: 'auto',
        color: 'frame.text',
        bgcolor: 'frame.bg',
        border: '1px solid var(--mui-palette-frame-line)',
        '&::before': {
          content: '""',
          flex: 'none',
          width: 9,
          height: 9,
          borderRadius: '50%',
          bgcolor: dot[tone],
        },
        borderRadius: '10px',
        boxShadow: '0 12px 32px rgba(8, 16, 32, 0.3)',
        typography: 'body2',
        animation: 'nc-toast 160ms ease-out',
        '@keyframes nc-toast': { from: { opacity: 0, transform: 'translateY(8px)' } },
      }}
    >
      <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>{message}</Box>
      {action && (
        <Button
          size="small"
          sx={{ color: 'frame.accent' }}
          onClick={() => {
            action.onClick();
            onClose(id);
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton size="small" color="inherit" aria-label="Dismiss" onClick={() => onClose(id)}>
        <CloseIcon fontSize="small" />
      </IconButton>
    </Box>
  );
}
