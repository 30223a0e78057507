import { defaultProvider } from '@aws-sdk/credential-provider-node'
import type { Explanation } from '../shared/errors.ts'
import type { Env } from '../shared/world.ts'
import { failedSource } from './failed-source.ts'

/** An error of the search for credentials; the call itself wasn't sent. */
interface CredentialsError extends Error {
  credentialsCall?: string
  mayHaveHappened?: boolean
}

/** The name of a failed call that the SDK doesn't show. */
const SOME_CALL = 'the request for credentials'

const WEB_IDENTITY = 'sts:AssumeRoleWithWebIdentity'

type ProviderOptions = Parameters<typeof defaultProvider>[0]

/** How many of the SDK's messages are kept: more than one search makes. */
const MOST_HEARD = 50

/**
 * The SDK's chain of credential sources, with better errors. The chain reports
 * only its last source; this names the source that was configured and failed.
 * It also marks its errors, because AccessDenied may come from the search for
 * credentials or from the call that needs them.
 *
 * @returns a `credentialDefaultProvider` for clients. It throws UserError
 *   `credentials`, or the SDK's error of a failed call, of an abort, or of no
 *   source.
 */
export function environmentCredentials(env: Env) {
  return (options: ProviderOptions) => {
    const said: string[] = []
    const listen = (text: unknown) => {
      said.push(String(text))
      said.splice(0, said.length - MOST_HEARD)
    }
    const ignore = () => undefined
    const provider = defaultProvider({
      ...options,
      logger: { debug: listen, info: ignore, warn: ignore, error: ignore },
      clientPlugins: [{ applyToStack: nameCalls }]
    })
    return async (...asked: Parameters<typeof provider>) => {
      try {
        return await provider(...asked)
      } catch (error) {
        const named = await failedSource(error, env, said)
        throw named ?? marked(error, SOME_CALL)
      }
    }
  }
}

type ClientPlugin = NonNullable<
  NonNullable<ProviderOptions>['clientPlugins']
>[number]

/** Adds the name of the call to errors of the SDK's own STS clients. */
const nameCalls: ClientPlugin['applyToStack'] = stack => {
  stack.add(
    (next, context) => async args => {
      try {
        return await next(args)
      } catch (error) {
        const call = String(context.commandName).replace(/Command$/, '')
        throw marked(error, `sts:${call}`)
      }
    },
    { name: 'credentialsCallMiddleware', step: 'initialize' }
  )
}

function marked(error: unknown, credentialsCall: string): unknown {
  if (!(error instanceof Error)) return error
  const known = (error as CredentialsError).credentialsCall
  return Object.assign(error, {
    credentialsCall: known ?? credentialsCall,
    mayHaveHappened: false
  })
}

/**
 * The IAM action of the call that failed in the search for credentials;
 * `undefined` if the error comes from elsewhere.
 */
export function credentialsCallOf(error: Error): string | undefined {
  return (error as CredentialsError).credentialsCall
}

/**
 * Why STS gives no session for a web identity token that the environment or a
 * profile names, such as the token of a cluster. Source: STS API reference,
 * AssumeRoleWithWebIdentity.
 *
 * @returns `undefined` for other calls, and for errors that any call may meet
 */
export function explainWebIdentity(
  env: Env,
  call: string,
  awsCode: string
): Explanation | undefined {
  if (call !== WEB_IDENTITY) return undefined
  const [role, token] =
    env['AWS_WEB_IDENTITY_TOKEN_FILE'] === undefined
      ? ['the role of the AWS profile', 'web_identity_token_file']
      : ['the role in AWS_ROLE_ARN', 'AWS_WEB_IDENTITY_TOKEN_FILE']
  const message = sentence(role, token, awsCode)
  return message === undefined ? undefined : { code: 'credentials', message }
}

function sentence(
  role: string,
  token: string,
  awsCode: string
): string | undefined {
  switch (awsCode.replace(/Exception$/, '')) {
    case 'AccessDenied':
      return `AWS does not let the runner assume ${role} with the token in the file of ${token} (${WEB_IDENTITY}). Either there is no such role, or its trust policy does not allow that token. Compare the OIDC provider, sub and aud in that policy with what the cluster gives the runner's service account.`
    case 'ExpiredToken':
    case 'IDPRejectedClaim':
    case 'InvalidIdentityToken':
      return `AWS does not take the token in the file of ${token} for ${role} (${awsCode}, ${WEB_IDENTITY}). Check that the account of the role has an OIDC provider for the cluster, and that the cluster renews the token.`
    default:
      return undefined
  }
}
