import { afterEach, expect, test } from '@jest/globals'
import type { Simulator } from '../../../../../simulator/simulator.ts'
import { startSimulator } from '../../../../../simulator/simulator.ts'
import { awsError } from '../../../../fixtures/simulator-clients.ts'
import { importPool } from './import-pool.ts'

let simulator: Simulator | undefined

afterEach(async () => {
  await simulator?.close()
  simulator = undefined
})

async function start() {
  const started = await startSimulator({ shortPageShare: 0, emptyPageShare: 0 })
  simulator = started
  return { started, pool: importPool(started) }
}

test('jobs are listed in pages, the newest first', async () => {
  const { pool } = await start()
  const ids: string[] = []
  for (let count = 0; count < 5; count += 1)
    ids.unshift((await pool.create()).JobId)
  const page = async (PaginationToken?: string) =>
    await pool.cognito.listUserImportJobs({
      UserPoolId: pool.UserPoolId,
      MaxResults: 3,
      PaginationToken
    })
  const first = await page()
  const second = await page(first.PaginationToken)
  const listed = [first, second].map(answer =>
    answer.UserImportJobs?.map(job => job.JobId)
  )
  expect(listed).toEqual([ids.slice(0, 3), ids.slice(3)])
  expect(second.PaginationToken).toBeUndefined()
})

test('a pool has 1,000 import jobs at most', async () => {
  const { pool } = await start()
  for (let count = 0; count < 1000; count += 1) await pool.create()
  await expect(pool.create()).rejects.toEqual(
    awsError('LimitExceededException')
  )
})

test.each(['cognito-idp:CreateUserImportJob', 'iam:PassRole'])(
  'creating a job needs %s',
  async action => {
    const { started, pool } = await start()
    started.deny([action])
    await expect(pool.create()).rejects.toEqual(
      awsError('AccessDeniedException', action)
    )
  }
)

test('the signature of the URL is among the secrets', async () => {
  const { started, pool } = await start()
  const { PreSignedUrl } = await pool.create()
  const { searchParams } = new URL(PreSignedUrl)
  expect(started.secrets()).toContain(searchParams.get('X-Amz-Signature'))
})
