/** bcrypt takes about 50 ms of a core at cost 10: native code on the thread pool, loaded at first use. */
const load = () => import('@node-rs/bcrypt');

export const bcryptHash = async (secret: string, cost: number): Promise<string> =>
  (await load()).hash(secret, { cost });

/** Two at a time leave the rest of the thread pool to files and name resolution. */
const atOnce = 2;
const waiting: Array<() => void> = [];
let running = 0;

export async function bcryptMatches(secret: string, hash: string): Promise<boolean> {
  if (running >= atOnce) await new Promise<void>(resolve => waiting.push(resolve));
  else running++;
  try {
    return await (await load()).verify(secret, hash);
  } finally {
    // The place goes to the next in line, or is free.
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}
