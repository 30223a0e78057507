import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { describe, expect, test } from '@jest/globals'
import { callAws } from '../../../src/aws/errors.ts'
import { UserError } from '../../../src/shared/errors.ts'
import { sdkError } from '../../fixtures/aws-failures.ts'

const CONTEXT = { env: {}, region: 'eu-west-1', regionSource: '', randomBytes }

/** Makes a call that fails so, in a run that may have been told to stop. */
function failure(error: Error, signal?: AbortSignal): Promise<unknown> {
  return callAws(
    { ...CONTEXT, ...(signal !== undefined && { signal }) },
    's3:GetObject',
    () => undefined,
    () => Promise.reject(error)
  )
}

describe('a call that was aborted', () => {
  test('was cancelled, and may have had its effect', async () => {
    const error = sdkError('AbortError', 'Request aborted')
    await expect(failure(error)).rejects.toMatchObject({
      name: 'StoppedCallError',
      code: 'cancelled',
      mayHaveHappened: true
    })
  })

  test('had none where nothing was sent', async () => {
    const unsent = Object.assign(sdkError('AbortError', ''), {
      mayHaveHappened: false
    })
    await expect(failure(unsent)).rejects.toMatchObject({
      mayHaveHappened: false
    })
  })

  test('may have had one where it was tried before', async () => {
    const again = Object.assign(sdkError('AbortError', ''), {
      mayHaveHappened: false,
      $metadata: { attempts: 2 }
    })
    await expect(failure(again)).rejects.toMatchObject({
      mayHaveHappened: true
    })
  })

  test('may look like a broken connection', async () => {
    const broken = Object.assign(new Error('aborted'), { code: 'ECONNRESET' })
    await expect(failure(broken, AbortSignal.abort())).rejects.toMatchObject({
      code: 'cancelled'
    })
    const { signal } = new AbortController()
    await expect(failure(broken, signal)).rejects.toMatchObject({
      code: 'network'
    })
  })
})

describe('a call that was aborted because the time is up', () => {
  const reason = new UserError('out-of-time', 'The time is up.')

  test.each(['under way', 'before it began'])('says so: %s', async when => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const client = new S3Client({
      region: 'eu-west-1',
      endpoint: `http://127.0.0.1:${port}`,
      forcePathStyle: true,
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' }
    })
    const stop = new AbortController()
    const { signal } = stop
    if (when === 'before it began') stop.abort(reason)
    server.once('request', () => stop.abort(reason))
    try {
      const call = callAws(
        { ...CONTEXT, signal },
        's3:ListBucket',
        () => undefined,
        () =>
          client.send(new ListObjectsV2Command({ Bucket: 'my-backups' }), {
            abortSignal: AbortSignal.any([signal])
          })
      )
      await expect(call).rejects.toMatchObject({
        name: 'StoppedCallError',
        code: reason.code,
        message: reason.message
      })
    } finally {
      client.destroy()
      server.closeAllConnections()
      server.close()
    }
  })
})
