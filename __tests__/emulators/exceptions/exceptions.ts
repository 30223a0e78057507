/**
 * What an emulator does otherwise than AWS: by the file of a test, the names of
 * the test joined by ` › `, or the first of them for all below, and what the
 * emulator does instead. The tests against it hold that these fail.
 *
 * What no emulator has is shown on the simulator only: quotas and throttling,
 * latency and broken connections, listings that lag, bills, messages, triggers,
 * permissions, and credentials that expire.
 */
export type Exceptions = Readonly<
  Record<string, Readonly<Record<string, string>>>
>
