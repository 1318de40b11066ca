import type { ComponentType } from 'react';
import type { Permission } from '../contract/permission';

/** Headings of the sidebar, in its order. */
export type NavSection = 'marketplace' | 'insights' | 'selling' | 'docs' | 'admin' | 'settings';

export interface NavItem {
  readonly section: NavSection;
  /** An MUI icon, imported by path. */
  readonly icon: ComponentType<{ fontSize?: 'small' | 'inherit' }>;
  /** Within the section, ascending. */
  readonly order?: number;
  /** Shorter than the page's title. */
  readonly label?: string;
}

/** One declaration gives the route, the nav item and the palette entry. */
export interface PageDeclaration {
  /** react-router syntax, absolute: `/marketplace/packs/:packId/*` for a page with tabs as routes. */
  readonly path: string;
  readonly title: string;
  readonly access: 'public' | 'user' | { readonly permission: Permission };
  readonly nav?: NavItem;
  /** Words that find the page in the palette besides its title. */
  readonly keywords?: readonly string[];
  load(): Promise<{ readonly default: ComponentType }>;
}

/** A named place in a page that other plugins may fill. */
export interface SlotRef<Props extends object> {
  readonly id: string;
  /** Carries the type only; never set. */
  readonly $props?: Props;
}

export const createSlot = <Props extends object>(id: string): SlotRef<Props> => ({ id });

export interface SlotFill {
  readonly slot: string;
  readonly order: number;
  load(): Promise<{ readonly default: ComponentType<never> }>;
}

export const fillSlot = <Props extends object>(
  slot: SlotRef<Props>,
  load: () => Promise<{ readonly default: ComponentType<Props> }>,
  order = 0,
): SlotFill => ({ slot: slot.id, load: load as SlotFill['load'], order });

export interface FrontendPlugin {
  readonly id: string;
  readonly pages: readonly PageDeclaration[];
  readonly slots: readonly SlotFill[];
}

/** Declares a plugin's pages; the module's default export. Keep it small: it loads with the shell. */
export const createFrontendPlugin = (spec: {
  id: string;
  pages?: readonly PageDeclaration[];
  slots?: readonly SlotFill[];
}): FrontendPlugin => ({
  pages: [],
  slots: [],
  ...spec,
});
