import type { Permission } from '../../contract/permission';
import type { HostReport } from '../report';

/** What the host knows of its plugins. */
export interface HostService {
  report(): HostReport;
  permissions(): readonly Permission[];
  /** Shows a line to whoever started the portal, under its address. */
  announce(line: string): void;
  /** Shows how far a long piece of work at start has come; `fraction` is 0 to 1. */
  progress(label: string, fraction: number): void;
}
