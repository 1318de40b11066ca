import type { PluginView } from '../../contract';

/** The lines of configuration that turn a plugin over; a switch in a later layer keeps the options below it. */
export const switchLines = ({ id, status }: PluginView): string =>
  `plugins:\n  ${id}: ${status === 'disabled'}`;
