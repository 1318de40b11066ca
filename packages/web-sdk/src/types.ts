/**
 * Facts beside an event: flat, at most 20 keys; numbers, booleans and texts of at most 200 characters.
 *
 * Keys that look like content or identity (`email`, `userName`, `search_text` …), texts with an `@` and nested values are
 * left out before anything is sent.
 */
export type Extra = Readonly<Record<string, unknown>>;

/** What a task is given besides its name. */
export interface TaskMetadata {
  /** Of {@link Netcrab.completeTask}: whether the task came to its goal. `true` without it. */
  readonly success?: boolean;
  /** Anything else travels as {@link Extra}. */
  readonly [key: string]: unknown;
}

/** What is kept from the detectors, beyond what they never look at. */
export interface Mask {
  /**
   * A CSS selector. Elements that match, and all within them, are invisible, as with `data-netcrab-ignore`.
   *
   * @example '.chat, [data-private]'
   */
  readonly elements?: string;
  /**
   * Names the screen of a path. It is given the path without query, and answers with the name to send; an empty one means
   * the usual: the path with everything that looks like an id replaced by `:id`.
   *
   * Use it where paths hold what people typed, such as `/search/<words>`.
   */
  readonly route?: (path: string) => string;
}

/** Whether the person agreed: known now, later, or by asking. */
export type Consent = boolean | Promise<boolean> | (() => boolean | Promise<boolean>);

/** Options of {@link Netcrab.init}. */
export interface InitOptions {
  /** A browser key of your organisation (`nc_ingest_…`). It is public, and works only from the origins it lists. */
  readonly ingestKey: string;
  /** Which of your products this page is: 1 to 64 letters, digits, `_ . : -`. */
  readonly productId: string;
  /**
   * Address of the portal or of your agent, such as `https://portal.example.com`. The script tag takes the address it was
   * loaded from; everywhere else it is required.
   */
  readonly endpoint?: string;
  /** Version of your product, to compare releases by. At most 64 characters. */
  readonly release?: string;
  /** Group the person belongs to, such as a plan. Never a name. At most 64 characters. */
  readonly segment?: string;
  /** Share of sessions to record, 0 to 1; 1 without it. A session is recorded whole or not at all. */
  readonly sampleRate?: number;
  /**
   * Where it is given, nothing is recorded or kept in the browser before it is, or becomes, `true`. `false` on a later
   * call withdraws it and deletes what was not sent yet.
   */
  readonly consent?: Consent;
  /** What else is to stay unseen. */
  readonly mask?: Mask;
}

/** The calls of `@netcrab/web`. None of them ever throws, and each does nothing where recording is off. */
export interface Netcrab {
  /**
   * Begins recording. Does nothing on a server, where the person asks not to be tracked (Global Privacy Control, Do Not
   * Track, {@link Netcrab.optOut}), or without the consent that `consent` asks for. A wrong option is named in the console.
   *
   * Called again, it changes the options given and keeps the others: consent given later, a release, a segment.
   *
   * @example
   * init({ ingestKey: 'nc_ingest_…', productId: 'crm', endpoint: 'https://portal.example.com', release: '4.2.0' });
   */
  init(options: Partial<InitOptions>): void;
  /**
   * Somebody begins a task, such as `create_invoice`. What happens until {@link Netcrab.completeTask} is scored as one run.
   *
   * @param taskId name of the kind of task, never of one case of it: letters, digits, spaces, `_ . : / -`, at most 128
   * @param metadata facts to keep with it
   */
  startTask(taskId: string, metadata?: TaskMetadata): void;
  /**
   * The task ended: well, or with `{success: false}`. A task that is never completed counts as abandoned.
   *
   * @param taskId as given to {@link Netcrab.startTask}
   * @param metadata `success`, and facts to keep with it
   */
  completeTask(taskId: string, metadata?: TaskMetadata): void;
  /**
   * Something of your own happened.
   *
   * @param name letters, digits, `_ . : -`, at most 64, such as `report_exported`
   * @param extra facts to keep with it
   */
  track(name: string, extra?: Extra): void;
  /**
   * An error that you handled yourself; those nobody handles are seen without it. Its message never leaves the page: the
   * event carries its name and a hash of the place it came from.
   *
   * @param error what was thrown, or a code of your own such as `payment_declined`
   * @param extra facts to keep with it
   */
  captureError(error: unknown, extra?: Extra): void;
  /**
   * Who is signed in. The id is hashed in the page (SHA-256, salted with the product) and never sent or kept itself.
   *
   * @param idToHash a stable id; `null` when they sign out, which begins an anonymous session
   */
  setUser(idToHash: string | number | null): void;
  /**
   * Stops recording, deletes what was not sent yet and the ids kept in this browser, and remembers the choice for this
   * browser, so that later calls of {@link Netcrab.init} do nothing.
   *
   * @param out `false` takes the choice back; recording begins with the next {@link Netcrab.init}
   */
  optOut(out?: boolean): void;
  /**
   * Sends what is recorded now rather than when its batch is due. Clicks still waiting for a response are sent once it came
   * or 2.5 seconds have passed.
   *
   * @returns resolves when nothing is left to send, or sending must wait; never rejects
   */
  flush(): Promise<void>;
}
