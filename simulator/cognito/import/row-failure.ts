/**
 * The reason why a job doesn't import one row and goes on. Holds no user data.
 */
export class RowFailure extends Error {}
