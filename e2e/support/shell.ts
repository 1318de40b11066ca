import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs a line in a shell as a reader who pastes it would. @returns what it wrote on standard output */
export async function paste(line: string): Promise<string> {
  const { stdout } = await promisify(execFile)('bash', ['-c', line], {
    timeout: 20_000,
    maxBuffer: 64 << 20,
  });
  return stdout;
}
