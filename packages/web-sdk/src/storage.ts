export type Kind = 'localStorage' | 'sessionStorage';

/** What the browser keeps under a name; null where it keeps nothing, or lets nobody ask. */
export function read(kind: Kind, name: string): string | null {
  try {
    return window[kind].getItem(name);
  } catch {
    return null;
  }
}

/** Keeps a value, or forgets it (null); nothing where storage is blocked or full. */
export function write(kind: Kind, name: string, value: string | null): void {
  try {
    if (value === null) window[kind].removeItem(name);
    else window[kind].setItem(name, value);
  } catch {
    // Then it lives as long as this page.
  }
}
