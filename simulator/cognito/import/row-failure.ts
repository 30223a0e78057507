/** Why one row isn't imported while the job goes on. Holds no user data. */
export class RowFailure extends Error {}
