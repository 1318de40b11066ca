import type { Algorithm } from '@node-rs/argon2';

/** OWASP's parameters: 19 MiB, two passes; about 30 ms, off the event loop. */
const options = {
  algorithm: 2 satisfies Algorithm.Argon2id,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
};

/** Of nobody's password, with the same parameters. */
const nobodys =
  '$argon2id$v=19$m=19456,t=2,p=1$vBJKrT23O+3Tp+E2h6KhFA$3A1kQ/7Yvx8341J4ZdOLmlCTwM1deoi60Oh1hSsO8Pg';

/** The same password typed on another keyboard can arrive composed otherwise. */
const composed = (password: string) => password.normalize('NFKC');

export async function hashPassword(password: string): Promise<string> {
  const { hash } = await import('@node-rs/argon2');
  return hash(composed(password), options);
}

/** Takes as long for an account that does not exist, or has no password, as for one that has. */
export async function verifyPassword(hash: string | null | undefined, password: string): Promise<boolean> {
  const { verify } = await import('@node-rs/argon2');
  const matches = await verify(hash ?? nobodys, composed(password));
  return matches && typeof hash === 'string';
}
