import { read, write } from './storage';

const entry = 'netcrab:off';
/** Of this page, where nothing can be kept. */
let out = false;

/** Whether the person asks not to be recorded: in their browser, or here before. */
export function declined(): boolean {
  const { globalPrivacyControl, doNotTrack } = navigator as {
    globalPrivacyControl?: unknown;
    doNotTrack?: unknown;
  };
  return out || globalPrivacyControl === true || doNotTrack === '1' || read('localStorage', entry) !== null;
}

/** Keeps the choice in this browser, or takes it back. */
export function rememberChoice(off: boolean): void {
  out = off;
  write('localStorage', entry, off ? '1' : null);
}
