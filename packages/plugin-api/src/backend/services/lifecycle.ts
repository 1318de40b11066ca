export interface LifecycleService {
  /** Called once everything has started and the portal is about to accept requests. */
  onReady(hook: () => Promise<void> | void): void;
  /** Called at shutdown after requests have drained, in reverse order of start. */
  onStop(hook: () => Promise<void> | void): void;
}
