/**
 * What the program needs from outside. index.ts passes in the real ones, tests
 * pass in their own. No code inside reaches for them itself.
 */

/** Time. All durations are milliseconds. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z; never goes back. */
  now(): number
  /** Resolves after at least `ms`, or as soon as the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** Calls `tick` every `ms` until the returned function is called. */
  every(ms: number, tick: () => void): () => void
}

/** Cryptographically secure random bytes. */
export type RandomBytes = (length: number) => Uint8Array

/** Storage on disk for bytes that memory needn't hold. */
export interface Scratch {
  /**
   * Stores a block after the earlier ones.
   *
   * @throws Error if there is no room; earlier blocks are still there
   */
  append(block: Uint8Array): Promise<void>
  /**
   * All blocks, in order.
   *
   * @throws UserError `count-mismatch` if a block doesn't come back as it was
   */
  blocks(): AsyncGenerator<Uint8Array>
  close(): Promise<void>
}

/** @throws Error if the disk can't be written */
export type OpenScratch = () => Promise<Scratch>

/**
 * The step's log. It makes text safe for the runner. Never pass it personal data.
 */
export interface Log {
  info(text: string): void
}

/** Reports the progress of long work. */
export interface Progress {
  /**
   * Begins a piece of work.
   *
   * @param noun what is counted, in the singular
   * @param expected how many there will be, if known; it may be an estimate
   */
  start(label: string, noun: string, expected?: number): Piece
}

/** One piece of work under way. */
export interface Piece {
  advance(by: number): void
  /** Logs the total and stops the progress lines. */
  end(): void
}

/**
 * Gives a new OIDC ID token of the job for an audience. A token is valid for a
 * few minutes.
 *
 * @throws UserError `credentials` if the job can't have a token, `network` if
 *   GitHub gave none this time
 */
export type GetIdToken = (audience: string) => Promise<string>

/**
 * Reads a file of the job's workspace.
 *
 * @param path absolute, or relative to the workspace
 * @param maxBytes whole MiB; a larger file isn't read
 * @returns the content, or what is wrong: the end of a sentence about the input
 */
export type ReadWorkspaceFile = (
  path: string,
  maxBytes: number
) => Buffer | string

/** The environment variables of the process. */
export type Env = Readonly<Record<string, string | undefined>>
