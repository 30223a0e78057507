import { VERIFY_CASES } from './cases/s3-verify.ts'
import { describeVerifications } from './verify-cases.ts'

describeVerifications(VERIFY_CASES)
