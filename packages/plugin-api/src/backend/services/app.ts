/** The part of the configuration that belongs to no plugin. */
export interface AppConfig {
  readonly title: string;
  /** Where browsers and clients reach the portal, without a trailing slash. */
  readonly baseUrl: string;
  /** Where the portal is reached from its own machine, once it listens: for what it sends to itself. */
  readonly localUrl: string;
  /** Absolute path of the data folder. */
  readonly dataDir: string;
  readonly environment: 'development' | 'production' | 'test';
  /** Whether the portal was seeded with the demo: demo sign-ins exist only then. */
  readonly demo: boolean;
  /** Folder that relative paths of the configuration start from. */
  readonly root: string;
}
