const MiB = 1024 * 1024

/** What the parts of a snapshot hold at most. */
export const PART_LIMITS = {
  /**
   * A part is closed when it has reached this many stored bytes. Far below the
   * cap, so that the memory of an export stays flat.
   */
  closeAtBytes: 2 * MiB,
  /** … or this many bytes of text, whichever comes first. */
  closeAtTextBytes: 128 * MiB
} as const

/** What a reader accepts at most, before it reads any further. */
export const READ_CAPS = {
  /** Stored bytes of one part: what the format allows. */
  partBytes: 32 * MiB,
  /** Bytes that one part may inflate to; the writer closes at half of it. */
  partTextBytes: 256 * MiB,
  manifestBytes: 8 * MiB,
  /** Cognito allows a pool 10,000. */
  groups: 50_000,
  /** Forty million users are some 1,600 parts of users. */
  objects: 20_000
} as const
