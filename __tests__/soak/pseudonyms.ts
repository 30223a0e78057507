import { openPseudonymsLab, STABLE } from '../fixtures/pseudonyms-lab.ts'
import type { SignIn } from '../../simulator/people/options.ts'

/*
 * Restores made-up users into two pools, and into the first one again. Fails if
 * the pools differ, if a request holds a text of a real user, if a user is not
 * accepted, or if a message is sent. By environment variables:
 *
 *   USERS=50000      in the source pool
 *   SIGN_IN=alias    how they sign in: username, alias, email or phone
 */

const users = Number(process.env['USERS'] ?? 50_000)
const signIn = (process.env['SIGN_IN'] ?? 'alias') as SignIn

const { lab, snapshot, newTarget, comparable, sent, realTextsSent } =
  await openPseudonymsLab(signIn, users, undefined, false)
const [one, other] = [await newTarget(), await newTarget()]
const runs = []
for (const pool of [one, other, one]) {
  const startedAt = performance.now()
  const { outcome, failure, messagesSent } = await lab.restore(
    snapshot,
    pool,
    STABLE
  )
  runs.push({
    failure,
    created: outcome.usersCreated,
    existing: outcome.usersExisting,
    skipped: outcome.skipped,
    failed: outcome.usersFailed,
    conflicts: outcome.conflicts,
    messagesSent,
    seconds: Math.round((performance.now() - startedAt) / 1000)
  })
}
const [first, second] = [comparable(one), comparable(other)]
const result = {
  users,
  signIn,
  runs,
  inPool: first.length,
  isSame: first.join('\n') === second.join('\n'),
  requests: sent.requests,
  textsSent: sent.texts.size,
  realTextsSent: realTextsSent().length
}
await lab.close()
process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
const isGood =
  result.isSame &&
  result.realTextsSent === 0 &&
  runs.every(
    run =>
      run.failure === undefined && run.failed === 0 && run.messagesSent === 0
  )
if (!isGood) process.exitCode = 1
