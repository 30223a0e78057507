/**
 * What the program needs from outside, as interfaces: index.ts hands in the
 * real ones, a test hands in its own. Nothing inside reads them ambiently.
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

/** Bytes that are set aside, so that memory needn't hold them. */
export interface Scratch {
  /**
   * Sets a block aside, after those before.
   *
   * @throws Error where there is no room for it; the others are still there
   */
  append(block: Uint8Array): Promise<void>
  /**
   * All blocks as they were, in their order.
   *
   * @throws UserError `count-mismatch` when one doesn't come back
   */
  blocks(): AsyncGenerator<Uint8Array>
  close(): Promise<void>
}

/** @throws Error where nothing can be set aside */
export type OpenScratch = () => Promise<Scratch>

/**
 * The step's log. Text is made safe for the runner on its way out, but it must
 * never hold personal data in the first place.
 */
export interface Log {
  info(text: string): void
}

/** Reports how far a long piece of work has got. */
export interface Progress {
  /**
   * Begins a piece of work on things called `noun` (singular). `expected` is
   * how many there will be, if that is known; an estimate may turn out wrong.
   */
  start(label: string, noun: string, expected?: number): Piece
}

/** One piece of work under way. */
export interface Piece {
  advance(by: number): void
  /** Says the total and stops the progress lines. */
  end(): void
}

/**
 * Gives a new ID token of the job (OIDC), which says who the job is to whoever is
 * named as its audience. It is good for some minutes.
 *
 * @throws UserError `credentials` when the job can't have one, `network` when
 *   GitHub didn't give one this time
 */
export type GetIdToken = (audience: string) => Promise<string>

/**
 * Reads a file of the job's workspace, by its path from there or an absolute one.
 *
 * @param maxBytes whole MiB; a larger file isn't read
 * @returns its content, or what is wrong with the path, as a sentence about the
 *   input that gave it goes on
 */
export type ReadWorkspaceFile = (
  path: string,
  maxBytes: number
) => Buffer | string

/** The environment variables of the process. */
export type Env = Readonly<Record<string, string | undefined>>
