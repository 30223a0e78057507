import { SLOW_RESTORE_CASES } from '../cases/s3-slow.ts'
import { describeRestores } from '../restore-cases.ts'
import { PATIENT } from '../run-all.ts'

describeRestores(SLOW_RESTORE_CASES, PATIENT)
