import { hasEnded } from '../../../src/cognito/import/import-jobs.ts'
import {
  addToGroup,
  disableUser,
  linkIdentity
} from '../../../src/cognito/writes.ts'
import { ACCEPTED, answerTo } from '../answer.ts'
import { BIRTHDATE, FULL_NAME, importTrial } from '../import-trial.ts'
import type { Lab, LabPool } from '../lab.ts'
import { lookUp, newGroup, providerOf, randomName } from '../people.ts'
import { asAssumed, holds, notSettled, type Proof } from '../proof.ts'

const needs = { pool: 'import', importRole: true } as const

/** Users whom the two jobs of a trial create, or try to. */
const USERS = 5

/** What becomes of two small files. */
export const importProofs: readonly Proof[] = [
  {
    id: 'hash-confirms',
    needs,
    users: USERS,
    async try(lab) {
      const trial = await importTrial(lab)
      if (!trial.hasHashColumn || trial.hashAnswer !== ACCEPTED)
        return notSettled('the pool takes no hashes')
      const status = await statusOf(trial.pool, trial.hashed)
      return holds(status === 'CONFIRMED', status)
    }
  },
  {
    id: 'no-hash-no-column',
    needs,
    users: USERS,
    async try(lab) {
      const trial = await importTrial(lab)
      const seen = `column: ${trial.hasHashColumn}, algorithm: ${trial.hashAnswer}`
      if (!trial.hasHashColumn || trial.hashAnswer !== ACCEPTED)
        return asAssumed(seen)
      const status = await statusOf(trial.pool, trial.hashed)
      return status === 'CONFIRMED'
        ? notSettled('the pool takes hashes')
        : holds(false, `${seen}, and the user is ${status}`)
    }
  },
  {
    id: 'no-hash-reset-required',
    needs,
    users: USERS,
    async try(lab) {
      const { pool, plain } = await importTrial(lab)
      const status = await statusOf(pool, plain)
      return holds(status === 'RESET_REQUIRED', status)
    }
  },
  {
    id: 'csv-comma',
    needs,
    users: USERS,
    async try(lab) {
      const { pool, hashed } = await importTrial(lab)
      return attributeIs(pool, hashed, 'name', FULL_NAME)
    }
  },
  {
    id: 'csv-birthdate',
    needs,
    users: USERS,
    async try(lab) {
      const { pool, hashed } = await importTrial(lab)
      return attributeIs(pool, hashed, 'birthdate', BIRTHDATE)
    }
  },
  {
    id: 'csv-mfa-false',
    needs,
    users: USERS,
    async try(lab) {
      const { pool, plain } = await importTrial(lab)
      const status = await statusOf(pool, plain)
      return holds(status !== MISSING, status)
    }
  },
  {
    id: 'import-row-alone',
    needs,
    users: USERS,
    async try(lab) {
      const { pool, refused, plain, job } = await importTrial(lab)
      const [of, other] = [
        await statusOf(pool, refused),
        await statusOf(pool, plain)
      ]
      return holds(
        of === MISSING && other !== MISSING,
        `refused row: ${of}, another: ${other}, job ${job.status}`
      )
    }
  },
  {
    id: 'import-skips',
    needs,
    users: USERS,
    async try(lab) {
      const { pool, existing, job } = await importTrial(lab)
      const user = await lookUp(pool, existing.username)
      const isSame = user.attributes.get('sub') === existing.sub
      const isChanged = user.attributes.has('email')
      return holds(
        job.skipped === 1 && isSame && !isChanged,
        `skipped: ${job.skipped}, the same user: ${isSame}, changed: ${isChanged}`
      )
    }
  },
  {
    id: 'import-counts',
    needs,
    users: USERS,
    async try(lab) {
      const { pool, hashed, plain, job } = await importTrial(lab)
      const statuses = [
        await statusOf(pool, hashed),
        await statusOf(pool, plain)
      ]
      const there = statuses.filter(status => status !== MISSING).length
      const { imported, skipped, failed } = job
      return holds(
        imported === there && skipped === 1 && failed === 3 - there,
        `imported ${imported} (in the pool: ${there}), skipped ${skipped} of 1, failed ${failed}`
      )
    }
  },
  {
    id: 'import-failing-ends',
    needs,
    users: USERS,
    async try(lab) {
      const { failing } = await importTrial(lab)
      return holds(
        hasEnded(failing),
        `${failing.status}: imported ${failing.imported}, skipped ${failing.skipped}, failed ${failing.failed}`
      )
    }
  },
  {
    id: 'import-after-creation',
    needs,
    users: USERS,
    async try(lab) {
      const { pool, plain, job } = await importTrial(lab)
      const { createdAt } = await lookUp(pool, plain)
      const after = (createdAt.getTime() - job.createdAt.getTime()) / 1000
      return holds(after >= 0, `${after.toFixed(1)} s after`)
    }
  },
  {
    id: 'import-one-at-a-time',
    needs,
    users: USERS,
    async try(lab) {
      const { secondStart, firstAfterSecond } = await importTrial(lab)
      const isOver = ['Succeeded', 'Failed'].includes(firstAfterSecond.status)
      if (secondStart === ACCEPTED && isOver)
        return notSettled('the first job ended too soon')
      return holds(
        secondStart === 'PreconditionNotMetException',
        `${secondStart}, while the other was ${firstAfterSecond.status}`
      )
    }
  },
  {
    id: 'reset-required-changes',
    needs,
    users: USERS,
    async try(lab) {
      const { pool, plain } = await importTrial(lab)
      const status = await statusOf(pool, plain)
      if (status !== 'RESET_REQUIRED')
        return notSettled(`the imported user is ${status}`)
      return judgeChanges(lab, pool, plain)
    }
  }
]

const MISSING = 'not there'

async function judgeChanges(lab: Lab, pool: LabPool, username: string) {
  const { client } = pool
  const group = await newGroup(lab, pool)
  const providerName = await providerOf(lab, pool)
  const userId = randomName(lab.context.randomBytes)
  lab.personal.add(userId)
  const answers = {
    group: await answerTo(() => addToGroup(client, username, group)),
    link: await answerTo(() =>
      linkIdentity(client, username, { providerName, userId })
    ),
    disable: await answerTo(() => disableUser(client, username))
  }
  return holds(
    Object.values(answers).every(answer => answer === ACCEPTED),
    Object.entries(answers)
      .map(([what, answer]) => `${what}: ${answer}`)
      .join(', ')
  )
}

/** Whether an attribute came out of the file as it went in. */
async function attributeIs(
  pool: LabPool,
  username: string,
  name: string,
  value: string
) {
  if ((await statusOf(pool, username)) === MISSING)
    return notSettled('the user was not imported')
  const { attributes } = await lookUp(pool, username)
  const kept = attributes.get(name)
  return holds(
    kept === value,
    `stored: ${kept !== undefined}, unchanged: ${kept === value}`
  )
}

/** The status of a user, or that there is none. */
async function statusOf(pool: LabPool, username: string): Promise<string> {
  let status = MISSING
  const answer = await answerTo(async () => {
    status = (await lookUp(pool, username)).status
  })
  return answer === ACCEPTED || answer === 'UserNotFoundException'
    ? status
    : answer
}
