import {
  AddCustomAttributesCommand,
  CreateResourceServerCommand,
  UpdateUserPoolCommand
} from '@aws-sdk/client-cognito-identity-provider'
import { describePool } from '../../../src/cognito/describe-pool.ts'
import {
  listPoolsNamed,
  readPoolMark
} from '../../../src/cognito/user-pools.ts'
import { createGroup } from '../../../src/cognito/writes.ts'
import { ACCEPTED, answerTo } from '../answer.ts'
import type { Lab, LabPool } from '../lab.ts'
import { randomName } from '../people.ts'
import { holds, NotSettled, type Proof } from '../proof.ts'
import { seconds, waitFor } from '../wait-for.ts'
import { createClient } from './clients.ts'
import { newObject, storedAt } from './storage.ts'

/** A run whose answer was lost looks for the pool so long. Milliseconds. */
const LOOKS_MS = 7000

/** How far the tool lets the clocks differ. Milliseconds. */
const CLOCKS_MS = 60_000

const INVALID = 'InvalidParameterException'

/** What the creation of pools relies on. */
export const newPoolProofs: readonly Proof[] = [
  {
    id: 'part-twice',
    needs: { pool: 'own' },
    users: 0,
    async try(lab) {
      const pool = await lab.pool('own')
      const name = randomName(lab.context.randomBytes)
      const answers = {
        server: await secondAnswer(() => createServer(pool, name)),
        group: await secondAnswer(() =>
          createGroup(pool.client, {
            name,
            description: null,
            precedence: null,
            roleArn: null
          })
        ),
        client: await secondAnswer(() => createClient(lab, pool, {}, name))
      }
      return holds(
        answers.server !== ACCEPTED &&
          answers.group !== ACCEPTED &&
          answers.client === ACCEPTED,
        Object.entries(answers)
          .map(([what, answer]) => `${what}: ${answer}`)
          .join(', ')
      )
    }
  },
  {
    id: 'two-verification-mails',
    needs: { pool: 'own' },
    users: 0,
    pools: 1,
    async try(lab) {
      const answer = await answerTo(() =>
        lab.newPool({
          VerificationMessageTemplate: {
            DefaultEmailOption: 'CONFIRM_WITH_CODE',
            EmailMessage: 'Your code is {####}.',
            EmailSubject: 'Code',
            EmailMessageByLink: '{##Confirm##}',
            EmailSubjectByLink: 'Link'
          }
        })
      )
      return holds([ACCEPTED, INVALID].includes(answer), answer)
    }
  },
  {
    id: 'new-pool-listed',
    needs: { pool: 'own' },
    users: 0,
    pools: 1,
    async try(lab) {
      const { client, description } = await lab.newPool({})
      const name = description.userPool.Name
      const shown = await waitFor(lab, async () => {
        const ids = await listPoolsNamed(client, String(name), lab.signal)
        return ids.includes(client.userPoolId)
      })
      return holds(shown <= LOOKS_MS, seconds(shown))
    }
  },
  {
    id: 'pool-clocks',
    needs: { pool: 'own', bucket: true },
    users: 0,
    pools: 1,
    async try(lab) {
      const startedAt = lab.clock.now()
      const { key } = await newObject(lab)
      const { client } = await lab.newPool({})
      const elapsed = lab.clock.now() - startedAt
      const mark = await readPoolMark(client, lab.signal)
      if (mark === undefined) throw new NotSettled('the pool is gone')
      const apart = mark.createdAt - (await storedAt(lab, key))
      return holds(
        apart >= -CLOCKS_MS && apart <= elapsed + CLOCKS_MS,
        `${(apart / 1000).toFixed(1)} s apart`
      )
    }
  },
  {
    id: 'pool-name-kept',
    needs: { pool: 'own' },
    users: 0,
    async try(lab) {
      const { client, description } = await lab.pool('own')
      const of = { UserPoolId: client.userPoolId }
      await client.call('UpdateUserPool', cognito =>
        cognito.send(
          new UpdateUserPoolCommand({
            ...of,
            AutoVerifiedAttributes: ['email']
          })
        )
      )
      const now = await describePool(client)
      const isKept = now.userPool.Name === description.userPool.Name
      return holds(isKept, `kept: ${isKept}`)
    }
  },
  {
    id: 'developer-attribute',
    needs: { pool: 'own' },
    users: 0,
    async try(lab) {
      const { client } = await lab.pool('own')
      const Name = newAttribute(lab)
      await client.call('AddCustomAttributes', cognito =>
        cognito.send(
          new AddCustomAttributesCommand({
            UserPoolId: client.userPoolId,
            CustomAttributes: [
              {
                Name,
                AttributeDataType: 'String',
                DeveloperOnlyAttribute: true
              }
            ]
          })
        )
      )
      const { schema } = await describePool(client)
      const added = schema.find(({ name }) => name.endsWith(Name))?.name ?? ''
      const prefix = added.slice(0, -Name.length)
      return holds(
        ['dev:', 'dev:custom:'].includes(prefix),
        `prefix: ${prefix || 'none'}`
      )
    }
  }
]

/** "Custom attribute name: 1 to 20 characters". */
const newAttribute = ({ context }: Lab) =>
  randomName(context.randomBytes).slice(0, 12)

async function secondAnswer(make: () => Promise<unknown>): Promise<string> {
  await make()
  return answerTo(make)
}

function createServer({ client: pool }: LabPool, name: string) {
  return pool.call('CreateResourceServer', client =>
    client.send(
      new CreateResourceServerCommand({
        UserPoolId: pool.userPoolId,
        Identifier: name,
        Name: name
      })
    )
  )
}
