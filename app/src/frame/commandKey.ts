/** What the modifier of the palette's shortcut is called on this keyboard. */
export const commandKey = (): string => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl');
