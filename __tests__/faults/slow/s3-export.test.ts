import { SLOW_EXPORT_CASES } from '../cases/s3-slow.ts'
import { describeExports } from '../export-cases.ts'
import { PATIENT } from '../run-all.ts'

describeExports(SLOW_EXPORT_CASES, PATIENT)
