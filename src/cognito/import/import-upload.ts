import type { FileToPut } from '../../aws/put-file.ts'
import { AwsCallError } from '../../shared/errors.ts'
import type { PoolClient } from '../calls/pool-client.ts'

export type ImportFile = FileToPut

/** The address is signed for this encryption (developer guide, CSV import). */
const HEADERS = { 'x-amz-server-side-encryption': 'aws:kms' }

/**
 * Sends the file of an import job to the address that Cognito gave, which is in
 * Cognito's own bucket. The address works more than once until it expires.
 *
 * @returns false if S3 refused the file, as it does when the address has expired
 * @throws AwsCallError `network` if another try may help; an AbortError
 */
export async function uploadImportFile(
  pool: PoolClient,
  preSignedUrl: string,
  file: ImportFile,
  signal: AbortSignal
): Promise<boolean> {
  let status: number
  try {
    status = await pool.putFile(preSignedUrl, HEADERS, file, signal)
  } catch (error) {
    if (signal.aborted || !isOfNetwork(error)) throw error
    throw notSent(error.code ?? error.name)
  }
  if (status >= 200 && status < 300) return true
  if (status < 500) return false
  throw notSent(`HTTP ${status}`)
}

/** Node's network errors have a code; a bug has none. */
function isOfNetwork(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error
}

function notSent(awsCode: string): AwsCallError {
  return new AwsCallError(
    {
      code: 'network',
      message: `The file of an import job could not be sent to Cognito's bucket (${awsCode}). Check that the runner's network and its proxy let it reach Amazon S3, or set the input restore-method to api.`
    },
    { action: 's3:PutObject', awsCode, attempts: 1 }
  )
}
