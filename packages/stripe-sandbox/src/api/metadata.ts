type Sent = '' | Record<string, number | string | null> | null | undefined;

/** Metadata after a change: an empty value removes its key, an empty text all. */
export function mergeMetadata(held: Record<string, string> | null, sent: Sent): Record<string, string> {
  if (sent === '') return {};
  const merged = { ...held };
  for (const [key, value] of Object.entries(sent ?? {})) {
    if (value === '' || value === null) Reflect.deleteProperty(merged, key);
    else merged[key] = String(value);
  }
  return merged;
}
