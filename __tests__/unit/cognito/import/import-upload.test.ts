import { describe, expect, test } from '@jest/globals'
import type { PutFile } from '../../../../src/aws/put-file.ts'
import { uploadImportFile } from '../../../../src/cognito/import/import-upload.ts'
import { fakePool } from '../../../fixtures/fake-pool.ts'
import { NEVER } from '../../../fixtures/fake-world.ts'

const ADDRESS = 'https://bucket.example/import-1?X-Amz-Signature=secret'
const FILE = { bytes: 3, chunks: () => [Buffer.from('a\nb')] }

function upload(putFile: PutFile, signal = NEVER) {
  return uploadImportFile({ ...fakePool(), putFile }, ADDRESS, FILE, signal)
}

const answering = (status: number) => upload(() => Promise.resolve(status))
const failing = (error: Error, signal = NEVER) =>
  upload(() => Promise.reject(error), signal)

const networkError = (code: string) =>
  Object.assign(new Error(`connect ${ADDRESS}`), { code })

describe('the file of an import job', () => {
  test('is sent to its address with the encryption that is signed for', async () => {
    const sent: unknown[] = []
    await upload((...args) => {
      sent.push(...args)
      return Promise.resolve(200)
    })
    expect(sent).toEqual([
      ADDRESS,
      { 'x-amz-server-side-encryption': 'aws:kms' },
      FILE,
      NEVER
    ])
  })

  test.each([200, 204, 299])('was taken, says HTTP %d', async status => {
    expect(await answering(status)).toBe(true)
  })

  test.each([301, 307, 400, 403, 404, 499])(
    'was refused, says HTTP %d',
    async status => {
      expect(await answering(status)).toBe(false)
    }
  )

  test.each([500, 503])('may be taken later, says HTTP %d', async status => {
    await expect(answering(status)).rejects.toMatchObject({
      code: 'network',
      awsCode: `HTTP ${status}`,
      action: 's3:PutObject',
      attempts: 1
    })
  })
})

describe('a connection that breaks', () => {
  test.each(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND'])(
    'is told of by its code: %s',
    async code => {
      await expect(failing(networkError(code))).rejects.toMatchObject({
        code: 'network',
        awsCode: code,
        message: `The file of an import job could not be sent to Cognito's bucket (${code}). Check that the runner's network and its proxy let it reach Amazon S3, or set the input restore-method to api.`
      })
    }
  )

  test('gives the address away to nobody', async () => {
    const error: unknown = await failing(networkError('EPIPE')).catch(
      (thrown: unknown) => thrown
    )
    expect(error).toBeInstanceOf(Error)
    expect((error as Error).message).not.toContain('bucket.example')
    expect((error as Error).cause).toBeUndefined()
  })

  test('because the run is over is no failure of the network', async () => {
    const error = networkError('ABORT_ERR')
    await expect(failing(error, AbortSignal.abort())).rejects.toBe(error)
  })
})

test('what has no code of the network stays what it is', async () => {
  const bug = new TypeError('a bug')
  await expect(failing(bug)).rejects.toBe(bug)
})
