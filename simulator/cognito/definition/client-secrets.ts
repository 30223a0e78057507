import type { Operation } from '../operation.ts'
import { poolOf } from '../operation.ts'
import { clientOf } from './clients.ts'

/**
 * "For security reasons, the response never reveals the actual secret value."
 * A second secret can't be added here.
 *
 * Source: API reference, ListUserPoolClientSecrets.
 */
export const listUserPoolClientSecrets: Operation = (request, state) => {
  const client = clientOf(request, poolOf(request, state))
  const { ClientId, ClientSecret, CreationDate } = client
  return {
    ClientSecrets:
      ClientSecret === undefined
        ? []
        : [
            {
              ClientSecretId: `${ClientId}--${Math.floor(CreationDate)}`,
              ClientSecretCreateDate: CreationDate
            }
          ]
  }
}
