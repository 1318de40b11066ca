import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** @param arrivedAt of `performance.now()`, before any wait. */
type Handle = (request: IncomingMessage, response: ServerResponse, arrivedAt: number) => void;

/** Requests begun in a turn of the event loop while connections come in, and while waiting ones catch up. */
const perTurn = { crowded: 2, quiet: 16 } as const;

/**
 * Handles the requests of a server; while new connections come in, a few a turn of the event loop, the rest in order
 * in the turns after. The loop takes in one connection a turn: were a turn as long as all busy connections want, then
 * the more of them there are, the longer a newcomer would wait, and a thousand browsers that arrive together would
 * shut each other out for a minute.
 */
export function takeTurns(server: Server, handle: Handle): void {
  const waiting: Array<Parameters<Handle>> = [];
  let cameIn = false;
  /** What this turn may still begin; null while nobody comes in or waits. */
  let left: number | null = null;

  function beginTurn(): void {
    left = cameIn ? perTurn.crowded : perTurn.quiet;
    cameIn = false;
    setImmediate(endTurn);
  }

  function endTurn(): void {
    left = null;
    if (!cameIn && waiting.length === 0) return;
    beginTurn();
    for (let next = waiting[0]; next && mayBegin(); next = waiting[0]) {
      waiting.shift();
      // Whoever left meanwhile costs nothing more.
      if (!next[1].destroyed) begin(...next);
    }
  }

  const mayBegin = () => left === null || left > 0;

  function begin(...request: Parameters<Handle>): void {
    if (left !== null) left -= 1;
    handle(...request);
  }

  server.on('connection', () => {
    cameIn = true;
    if (left === null) beginTurn();
  });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const arrivedAt = performance.now();
    if (waiting.length === 0 && mayBegin()) begin(request, response, arrivedAt);
    else waiting.push([request, response, arrivedAt]);
  });
}
