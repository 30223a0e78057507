/** An error that S3 answers with. Source: S3 API reference, "Error responses". */
export class S3Error extends Error {
  readonly status: number
  readonly code: string
  /** More elements of the error document, and headers of the answer. */
  readonly details: Record<string, string>
  readonly headers: Record<string, string>

  constructor(
    status: number,
    code: string,
    message: string,
    {
      details = {},
      headers = {}
    }: {
      details?: Record<string, string>
      headers?: Record<string, string>
    } = {}
  ) {
    super(message)
    this.status = status
    this.code = code
    this.details = details
    this.headers = headers
  }
}

export const accessDenied = (message = 'Access Denied') =>
  new S3Error(403, 'AccessDenied', message)

export const invalidArgument = (message: string) =>
  new S3Error(400, 'InvalidArgument', message)

export const invalidRequest = (message: string) =>
  new S3Error(400, 'InvalidRequest', message)

export const badDigest = (message: string) =>
  new S3Error(400, 'BadDigest', message)

export const notImplemented = () =>
  new S3Error(
    501,
    'NotImplemented',
    'A header you provided implies functionality that is not implemented'
  )

export const noSuchKey = (Key: string, headers: Record<string, string> = {}) =>
  new S3Error(404, 'NoSuchKey', 'The specified key does not exist.', {
    details: { Key },
    headers
  })
