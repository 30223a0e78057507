import type { Service } from '../service.ts'
import type { Reply } from '../wire.ts'
import { header } from '../wire.ts'
import type { IdTokens } from './id-tokens.ts'

/** The path of the token endpoint. */
export const idTokenPath = '/_github/idtoken'

/**
 * The token endpoint of GitHub, under the address in the variable
 * ACTIONS_ID_TOKEN_REQUEST_URL of a job with the permission `id-token: write`.
 * Statistics and hooks know a request as GetIdToken. The `environment` and the
 * `workflow` in the address identify the job.
 *
 * Source: GitHub docs, "OpenID Connect reference", "Methods for requesting the
 * OIDC token".
 */
export function githubService(tokens: IdTokens): Service {
  return {
    name: 'github',
    recognise({ method, path, query }) {
      if (method !== 'GET' || path !== idTokenPath) return undefined
      return { operation: 'GetIdToken', input: Object.fromEntries(query) }
    },
    answer(_call, { headers, query }) {
      const shown = header(headers, 'authorization')
      if (shown !== `Bearer ${tokens.requestToken}`)
        return refuse(401, 'Unauthorized', 'The request token is not valid.')
      // Without an audience it is the address of the repository's owner.
      const audience = query.get('audience') ?? 'https://github.com/octo-org'
      const value = tokens.issue(audience, {
        environment: query.get('environment') ?? undefined,
        workflow: query.get('workflow') ?? undefined
      })
      return json(200, { count: value.length, value })
    },
    fail: refuse
  }
}

function refuse(status: number, errorName: string, message: string): Reply {
  return { ...json(status, { message }), errorName }
}

function json(status: number, body: object): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body)
  }
}
