import { RESTORE_WRITE_CASES } from './cases/s3-restore-writes.ts'
import { RESTORE_APPLY_CASES } from './cases/s3-restore.ts'
import { describeRestores } from './restore-cases.ts'

/*
 * Faults after a restore has begun to write: in its second reading of the users,
 * and in what it leaves in the bucket.
 */

describeRestores([...RESTORE_APPLY_CASES, ...RESTORE_WRITE_CASES])
