const MiB = 1024 * 1024

/** The most that a part of a snapshot holds (docs/snapshot-format.md). */
export const PART_LIMITS = {
  /**
   * A part is closed at this many stored bytes. That is far below the cap, so
   * the memory of an export stays flat.
   */
  closeAtBytes: 2 * MiB,
  /** A part is closed at this many bytes of text, too. */
  closeAtTextBytes: 128 * MiB
} as const

/** The most that a reader accepts. */
export const READ_CAPS = {
  /** Stored bytes of one part, as the format allows. */
  partBytes: 32 * MiB,
  /** Bytes that one part may inflate to; the writer closes at half of it. */
  partTextBytes: 256 * MiB,
  /**
   * A pool's definition is one document and not one record of many, so it has a
   * cap of its own: it holds the images of the sign-in pages.
   */
  definitionBytes: 64 * MiB,
  manifestBytes: 8 * MiB,
  /** Cognito allows a pool 10,000. */
  groups: 50_000,
  /** An export takes 100,000 that registered themselves, and all others. */
  clients: 200_000,
  /** Forty million users take some 1,600 parts. */
  objects: 20_000
} as const
