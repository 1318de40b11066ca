/** A UUIDv7: time in its first 48 bits. */
export function freshEventId(now = Date.now()): string {
  const time = now.toString(16).padStart(12, '0');
  const random = Array.from(crypto.getRandomValues(new Uint8Array(10)), byte =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6, 18)}`;
}

/** A shell line that sends one event; the shell stamps the time, so that it works whenever it is run. */
export const curlSnippet = (baseUrl: string, key: string, productId: string, eventId: string): string =>
  `curl -sS ${baseUrl}/v1/events/batch \\
  -H "Authorization: Bearer ${key}" -H "Content-Type: application/json" -d @- <<END
{"sdkVersion": "curl/1", "sentAt": "$(date -u +%Y-%m-%dT%H:%M:%SZ)", "events": [{
  "eventId": "${eventId}", "productId": "${productId}",
  "sessionId": "hello-1", "userHash": "user_0001", "ts": "$(date -u +%Y-%m-%dT%H:%M:%SZ)",
  "eventType": "navigation", "screenId": "home", "route": "/"}]}
END`;
