import { AddCustomAttributesCommand } from '@aws-sdk/client-cognito-identity-provider'
import { describePool } from '../../../src/cognito/describe-pool.ts'
import {
  addCustomAttributes,
  addToGroup,
  createUser
} from '../../../src/cognito/writes.ts'
import { listMembers } from '../../../src/cognito/groups.ts'
import { ACCEPTED, answerTo } from '../answer.ts'
import {
  expectUser,
  newGroup,
  newUser,
  passwordFor,
  randomName
} from '../people.ts'
import { holds, type Proof } from '../proof.ts'

/** "Custom attribute name: 1 to 20 characters". */
const SHORT = 12

/** What is used in the moment in which it was made. */
export const groupAndAttributeProofs: readonly Proof[] = [
  {
    id: 'group-at-once',
    needs: { pool: 'username' },
    users: 1,
    async try(lab) {
      const pool = await lab.pool('username')
      const { username } = await newUser(lab, pool)
      const group = await newGroup(lab, pool)
      const answer = await answerTo(() =>
        addToGroup(pool.client, username, group)
      )
      return holds(answer === ACCEPTED, answer)
    }
  },
  {
    id: 'member-twice',
    needs: { pool: 'username' },
    users: 1,
    async try(lab) {
      const pool = await lab.pool('username')
      const { username } = await newUser(lab, pool)
      const group = await newGroup(lab, pool)
      await addToGroup(pool.client, username, group)
      const answer = await answerTo(() =>
        addToGroup(pool.client, username, group)
      )
      let members = 0
      for await (const page of listMembers(pool.client, group, lab.signal))
        members += page.length
      return holds(
        answer === ACCEPTED && members <= 1,
        `${answer}; ${members} members listed`
      )
    }
  },
  {
    id: 'attribute-at-once',
    needs: { pool: 'own' },
    users: 1,
    async try(lab) {
      const pool = await lab.pool('own')
      const { randomBytes } = lab.context
      const name = `custom:${randomName(randomBytes).slice(0, SHORT)}`
      await addCustomAttributes(pool.client, [
        { name, type: 'String', mutable: true, required: false }
      ])
      const username = randomName(randomBytes)
      expectUser(lab, pool, username)
      const password = passwordFor(lab, pool)
      const answer = await answerTo(() =>
        createUser(pool.client, username, { [name]: 'proved' }, password)
      )
      return holds(answer === ACCEPTED, answer)
    }
  },
  {
    id: 'mutable-by-default',
    needs: { pool: 'own' },
    users: 0,
    async try(lab) {
      const pool = await lab.pool('own')
      const Name = randomName(lab.context.randomBytes).slice(0, SHORT)
      await pool.client.call('AddCustomAttributes', client =>
        client.send(
          new AddCustomAttributesCommand({
            UserPoolId: pool.client.userPoolId,
            CustomAttributes: [{ Name, AttributeDataType: 'String' }]
          })
        )
      )
      const { schema } = await describePool(pool.client)
      const added = schema.find(({ name }) => name === `custom:${Name}`)
      return holds(
        added?.mutable === false,
        `listed: ${added !== undefined}, mutable: ${added?.mutable ?? 'unknown'}`
      )
    }
  }
]
