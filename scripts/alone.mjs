import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const lookEveryMs = 200;

/** Whoever holds the lock: `<process>`, or null when it is free. */
function readHolder(lock) {
  try {
    return readFileSync(lock, 'utf8');
  } catch {
    return null;
  }
}

function lives(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // One that this user may not signal.
    return error.code === 'EPERM';
  }
}

/** Appears with its content or not at all. @returns false when somebody holds it. */
function take(lock) {
  const own = `${lock}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, lock);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Removes what a killed process left; what another has taken meanwhile is put back. */
function removeStale(lock, holder) {
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
    if (readHolder(aside) !== holder) linkSync(aside, lock);
  } catch {
    // Somebody else was first.
  }
  rmSync(aside, { force: true });
}

/**
 * Runs `work` while no other process does that holds the same lock file: two starts of one checkout would install and
 * build over each other. The second waits for the first, and takes over from one that was killed.
 */
export async function alone(lock, work) {
  let told = false;
  while (!take(lock)) {
    const holder = readHolder(lock);
    if (holder === null) continue;
    if (!lives(Number(holder))) {
      removeStale(lock, holder);
      continue;
    }
    if (!told)
      console.log(
        `Process ${holder} installs or builds here; waiting for it … (If it does not: remove ${lock}.)`,
      );
    told = true;
    await delay(lookEveryMs);
  }
  const release = () => rmSync(lock, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}
