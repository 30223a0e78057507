import { expect, test } from '@jest/globals'
import type { Cognito } from '../../../../src/cognito/calls/pool-client.ts'
import { beginPool } from '../../../../src/create-pool/apply/begin-pool.ts'
import type { Journal } from '../../../../src/create-pool/records/journal.ts'
import { newCreatePoolOutcome } from '../../../../src/shared/new-outcomes.ts'
import { awsFailure } from '../../../fixtures/aws-failures.ts'
import { definitionWith, planOf } from '../../../fixtures/create-plan.ts'
import { fakePool } from '../../../fixtures/fake-pool.ts'
import {
  fakeClock,
  fakeLog,
  fakeProgress,
  NEVER
} from '../../../fixtures/fake-world.ts'

const TWO_MAILS = {
  DefaultEmailOption: 'CONFIRM_WITH_CODE',
  EmailMessage: '{####}',
  EmailMessageByLink: '{##Click##}'
}

async function begin(answer: (request: object) => object) {
  const userPool = { VerificationMessageTemplate: TWO_MAILS }
  const plan = planOf({ definition: definitionWith({ userPool }) })
  const calls = fakePool({ CreateUserPool: answer })
  const cognito: Cognito = { ...calls, pool: () => calls }
  const outcome = newCreatePoolOutcome()
  const tools = {
    cognito,
    clock: fakeClock().clock,
    randomBytes: (count: number) => new Uint8Array(count),
    progress: fakeProgress().progress,
    log: fakeLog(),
    signal: NEVER
  }
  const journal = { start: () => Promise.resolve() } as unknown as Journal
  const start = { snapshotId: 'snapshot', sourceUserPoolId: 'old' }
  const made = await beginPool(plan, start, journal, tools, outcome).catch(
    (failure: unknown) => ({ userPoolId: undefined, failure })
  )
  return { ...made, remarks: outcome.remarks }
}

test('a pool is made with the mail that it sends if Cognito takes no two', async () => {
  const { userPoolId, remarks } = await begin(request =>
    JSON.stringify(request).includes('EmailMessageByLink')
      ? Promise.reject(awsFailure('InvalidParameterException'))
      : { UserPool: { Id: 'new' } }
  )
  expect(userPoolId).toBe('new')
  expect(remarks.join()).toContain('two verification mails')
})

test('a pool is made with both mails if Cognito takes them', async () => {
  const { userPoolId, remarks } = await begin(() => ({
    UserPool: { Id: 'new' }
  }))
  expect([userPoolId, remarks]).toEqual(['new', []])
})

test('a request that stays invalid fails, and no mail is said to be lost', async () => {
  const failure = awsFailure('InvalidParameterException')
  const begun = await begin(() => Promise.reject(failure))
  expect(begun).toEqual({ userPoolId: undefined, failure, remarks: [] })
})
