import { usePortal } from '@netcrab/plugin-api/frontend';
import { useToast } from '@netcrab/ui';
import { useColorScheme } from '@mui/material/styles';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { DropMenuItem } from './frame/DropMenu';
import { setActiveOrg, signOut } from './session/requests';

/** Something the shell can do: one object feeds the menus and the palette. */
export interface Action {
  readonly id: string;
  readonly title: string;
  readonly group: 'theme' | 'org' | 'account';
  readonly keywords: readonly string[];
  /** In a menu of its own group; the title without it. */
  readonly label?: string;
  /** Already so: the scheme in use, the org acted for. */
  readonly current?: boolean;
  run(): void;
}

const schemes = [
  { mode: 'light', title: 'Light theme' },
  { mode: 'dark', title: 'Dark theme' },
  { mode: 'system', title: 'Theme of the system' },
] as const;

/** What this viewer can do from anywhere. */
export function useActions(): readonly Action[] {
  const { session, refreshSession } = usePortal();
  const { mode, setMode } = useColorScheme();
  const navigate = useNavigate();
  const toast = useToast();
  return useMemo(() => {
    const attempt = (work: () => Promise<void>) => () =>
      void work().catch((error: Error) => toast(error.message, { tone: 'bad' }));
    const theme = schemes.map(scheme => ({
      id: `theme-${scheme.mode}`,
      title: scheme.title,
      group: 'theme' as const,
      keywords: ['appearance', 'colour', 'mode'],
      current: mode === scheme.mode,
      run: () => setMode(scheme.mode),
    }));
    if (!session) return theme;
    const orgs = session.orgs.map(org => ({
      id: `org-${org.id}`,
      title: `Switch to ${org.name}`,
      label: org.name,
      group: 'org' as const,
      keywords: ['organisation', 'company', org.kind],
      current: org.id === session.org?.id,
      run: attempt(async () => {
        await setActiveOrg(org.id);
        await refreshSession();
        toast(`You now act for ${org.name}`);
      }),
    }));
    const leave = {
      id: 'sign-out',
      title: 'Sign out',
      group: 'account' as const,
      keywords: ['log out', 'leave'],
      run: attempt(async () => {
        await signOut();
        // First away: without a session most pages would send to the sign-in.
        await navigate('/');
        await refreshSession();
      }),
    };
    return [...theme, ...orgs, leave];
  }, [session, refreshSession, mode, setMode, navigate, toast]);
}

/** The menu of one group. */
export const actionItems = (actions: readonly Action[], group: Action['group']): DropMenuItem[] =>
  actions
    .filter(action => action.group === group)
    .map(({ id, title, label, current, run }) => ({ id, label: label ?? title, current, run }));
