import { RESTORE_READ_CASES } from './cases/s3-restore.ts'
import { describeRestores } from './restore-cases.ts'

describeRestores(RESTORE_READ_CASES)
