import type { Operation } from '../operation.ts'
import { poolOf } from '../operation.ts'
import { invalidParameter, limitExceeded } from '../protocol/errors.ts'
import { readOwnSecret } from './client-rules.ts'
import { clientOf } from './clients.ts'

/** "Supports up to 2 active secrets per app client" (AddUserPoolClientSecret). */
const mostSecrets = 2

/**
 * "For security reasons, the response never reveals the actual secret value."
 *
 * Source: API reference, ListUserPoolClientSecrets.
 */
export const listUserPoolClientSecrets: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const { ClientId } = clientOf(request, pool)
  return {
    ClientSecrets: (pool.definition.clientSecrets.get(ClientId) ?? []).map(
      created => descriptor(ClientId, created)
    )
  }
}

/**
 * From now on DescribeUserPoolClient returns neither secret. AWS's model
 * doesn't say so; a user of two secrets reports it (floci-io/floci#345).
 *
 * Source: API reference, AddUserPoolClientSecret.
 */
export const addUserPoolClientSecret: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const client = clientOf(request, pool)
  const secrets = pool.definition.clientSecrets.get(client.ClientId) ?? []
  const last = secrets.at(-1)
  if (last === undefined)
    throw invalidParameter('The client does not have a client secret.')
  if (secrets.length >= mostSecrets)
    throw limitExceeded(`A client has at most ${mostSecrets} secrets.`)
  const own = readOwnSecret(request, state.secrets)
  const value = own ?? state.secrets.generate()
  // Its id is the second of its creation: no other secret may have it.
  const created = Math.max(state.account.clock.now() / 1000, last + 1)
  secrets.push(created)
  delete client.ClientSecret
  return {
    ClientSecretDescriptor: {
      ...descriptor(client.ClientId, created),
      ...(own === undefined && { ClientSecretValue: value })
    }
  }
}

function descriptor(clientId: string, created: number) {
  return {
    ClientSecretId: `${clientId}--${Math.floor(created)}`,
    ClientSecretCreateDate: created
  }
}
