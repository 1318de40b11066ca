import { createSlot } from '@netcrab/plugin-api/frontend';

/** On the home page of someone signed out: what is worth a look. Each fill brings its own heading. */
export const homeFeatured = createSlot<Record<never, never>>('home.featured');

/** On the home page of someone signed in: what needs their attention, as `AttentionItem`s; nothing when nothing does. */
export const homeAttention = createSlot<Record<never, never>>('home.attention');
