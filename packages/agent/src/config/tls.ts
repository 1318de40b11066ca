import { createSecureContext } from 'node:tls';
import { readFileSync } from 'node:fs';
import { reasonOf } from '../reasonOf';
import { ConfigError } from './configError';
import type { AgentConfig } from './schema';

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/**
 * The certificate to take events with; none where events are taken without TLS.
 * @throws ConfigError when a file cannot be read, or the two do not belong together
 */
export function readCertificate({ tls }: AgentConfig['listen']): Certificate | undefined {
  if (!tls) return undefined;
  try {
    const certificate = { cert: readFileSync(tls.certFile, 'utf8'), key: readFileSync(tls.keyFile, 'utf8') };
    createSecureContext(certificate);
    return certificate;
  } catch (error) {
    throw new ConfigError(
      `listen.tls cannot be used: ${reasonOf(error)}. Name a certificate and its private key, in PEM.`,
    );
  }
}
