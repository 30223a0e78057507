import { EXPORT_MANIFEST_CASES, EXPORT_OTHER_CASES } from './cases/s3-export.ts'
import { describeExports } from './export-cases.ts'

/*
 * The manifest is what makes a snapshot exist. Where S3 has stored it and answers
 * otherwise than it should, the step fails, says not to rely on the snapshot, and
 * a verification finds what is really wrong, if anything is.
 */

describeExports([...EXPORT_MANIFEST_CASES, ...EXPORT_OTHER_CASES])
