import { createNetcrab } from './netcrab';

const netcrab = createNetcrab({ detectors: [] });

/** {@inheritDoc Netcrab.init} */
export const init = netcrab.init;
/** {@inheritDoc Netcrab.startTask} */
export const startTask = netcrab.startTask;
/** {@inheritDoc Netcrab.completeTask} */
export const completeTask = netcrab.completeTask;
/** {@inheritDoc Netcrab.track} */
export const track = netcrab.track;
/** {@inheritDoc Netcrab.captureError} */
export const captureError = netcrab.captureError;
/** {@inheritDoc Netcrab.setUser} */
export const setUser = netcrab.setUser;
/** {@inheritDoc Netcrab.optOut} */
export const optOut = netcrab.optOut;
/** {@inheritDoc Netcrab.flush} */
export const flush = netcrab.flush;

export type { Consent, Extra, InitOptions, Mask, Netcrab, TaskMetadata } from './types';
