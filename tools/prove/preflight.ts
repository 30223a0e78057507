import type { AwsContext } from '../../src/aws/client-config.ts'
import { listUsers } from '../../src/cognito/users.ts'
import { AwsCallError } from '../../src/shared/errors.ts'
import type { Clock } from '../../src/shared/world.ts'
import type { LabPool } from './lab.ts'
import { openPool } from './open-lab.ts'

/** Why nothing is tried: a sentence that names the way out. */
export class Refusal extends Error {}

/**
 * Reads what the pools are like, and makes sure that they are to be thrown away.
 *
 * @throws Refusal for a pool that has users or triggers, or that can't be read
 */
export async function openPools(
  context: AwsContext,
  clock: Clock,
  userPoolIds: readonly string[],
  callsPerSecond: number
): Promise<LabPool[]> {
  const pools: LabPool[] = []
  for (const id of userPoolIds) {
    try {
      const pool = await openPool(context, clock, id, callsPerSecond)
      await checkExpendable(pool)
      pools.push(pool)
    } catch (error) {
      throw error instanceof AwsCallError ? refusalOf(id, error) : error
    }
  }
  return pools
}

async function checkExpendable({
  client,
  description
}: LabPool): Promise<void> {
  const id = client.userPoolId
  const [trigger] = description.lambdaTriggers
  if (trigger !== undefined)
    throw new Refusal(
      `The user pool ${id} has the trigger ${trigger}, whose function would run for each user that is tried. Name a pool without triggers.`
    )
  for await (const { users } of listUsers(client, undefined)) {
    if (users.length > 0)
      throw new Refusal(
        `The user pool ${id} has users in it, and proofs are tried on a pool to throw away alone. Create an empty one, with "aws cognito-idp create-user-pool --pool-name prove", and name that.`
      )
  }
}

function refusalOf(
  id: string,
  { code, action, awsCode }: AwsCallError
): Refusal {
  if (code === 'credentials')
    return new Refusal(
      `There are no AWS credentials that ${action} takes (${awsCode}). Set AWS_PROFILE, or whatever your account uses.`
    )
  if (code === 'access-denied')
    return new Refusal(
      `These credentials may not call ${action} on the user pool ${id}. tools/prove/policy.json has what the proofs need.`
    )
  if (code === 'not-found' || code === 'wrong-region')
    return new Refusal(
      `There is no user pool ${id} in this account and Region. Check --user-pool-id, --region and AWS_PROFILE.`
    )
  return new Refusal(`${action} on the user pool ${id} failed: ${awsCode}.`)
}
