import { SLOW_VERIFY_CASES } from '../cases/s3-slow.ts'
import { describeVerifications } from '../verify-cases.ts'
import { PATIENT } from '../run-all.ts'

describeVerifications(SLOW_VERIFY_CASES, PATIENT)
