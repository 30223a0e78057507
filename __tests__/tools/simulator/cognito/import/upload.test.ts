import { afterEach, expect, test } from '@jest/globals'
import type { Simulator } from '../../../../../simulator/simulator.ts'
import { startSimulator } from '../../../../../simulator/simulator.ts'
import { manualClock } from '../../../../fixtures/passing-time.ts'
import { signed } from '../../../../fixtures/simulator-clients.ts'
import { encrypted, importPool } from './import-pool.ts'

let simulator: Simulator | undefined

afterEach(async () => {
  await simulator?.close()
  simulator = undefined
})

async function start() {
  const clock = manualClock()
  simulator = await startSimulator({ clock })
  const pool = importPool(simulator)
  return { clock, pool, ...(await pool.create()) }
}

/** The status of an answer, and the code of the error in it. */
async function outcome(request: Promise<Response>) {
  const response = await request
  const [, code] = /<Code>(\w+)<\/Code>/.exec(await response.text()) ?? []
  return [response.status, code]
}

const mismatch = [403, 'SignatureDoesNotMatch']

test('a file can be uploaded, more than once, for 15 minutes', async () => {
  const { clock, pool, PreSignedUrl } = await start()
  expect(await outcome(pool.upload(PreSignedUrl, 'a'))).toEqual([
    200,
    undefined
  ])
  clock.advance(14 * 60 * 1000)
  const { status, headers } = await pool.upload(PreSignedUrl, 'b')
  expect(status).toBe(200)
  expect(headers.get('x-amz-server-side-encryption')).toBe('aws:kms')
  clock.advance(60 * 1000)
  const response = await pool.upload(PreSignedUrl, 'c')
  expect(response.status).toBe(403)
  expect(await response.text()).toMatch(
    /<Code>AccessDenied<\/Code><Message>Request has expired<\/Message>/
  )
})

test('the header that was signed has to be sent', async () => {
  const { pool, PreSignedUrl } = await start()
  const put = (headers: Record<string, string>) =>
    outcome(fetch(PreSignedUrl, { method: 'PUT', body: 'a', headers }))
  expect(await put({})).toEqual(mismatch)
  expect(await put({ 'x-amz-server-side-encryption': 'AES256' })).toEqual(
    mismatch
  )
  expect(await put({ ...encrypted, 'x-amz-acl': 'private' })).toEqual([
    403,
    'AccessDenied'
  ])
  expect(await put({ ...encrypted, ...signed })).toEqual([
    400,
    'InvalidArgument'
  ])
  const { JobId } = await pool.create()
  await expect(pool.start(JobId)).rejects.toThrow('No csv file was uploaded')
})

test('the URL is good for one method, one job and one signature', async () => {
  const { pool, PreSignedUrl, JobId } = await start()
  const get = fetch(PreSignedUrl, { headers: encrypted })
  expect(await outcome(get)).toEqual(mismatch)
  const other = await pool.create()
  for (const url of [
    PreSignedUrl.replace(JobId, other.JobId),
    PreSignedUrl.replace(JobId, 'import-0'),
    `${PreSignedUrl}0`,
    `${PreSignedUrl}&x=y`
  ])
    expect(await outcome(pool.upload(url, 'a'))).toEqual(mismatch)
  const [unsigned = ''] = PreSignedUrl.split('?')
  expect(await outcome(pool.upload(unsigned, 'a'))).toEqual([
    403,
    'AccessDenied'
  ])
})

test('a body of unknown length is refused', async () => {
  const { PreSignedUrl } = await start()
  const body = new Blob(['a']).stream()
  const request = fetch(PreSignedUrl, {
    method: 'PUT',
    headers: encrypted,
    body,
    duplex: 'half'
  })
  expect(await outcome(request)).toEqual([501, 'NotImplemented'])
})
