import { UserError } from '../shared/errors.ts'
import type { Env } from '../shared/world.ts'
import {
  CONFIG_FILES,
  CONTAINER_TOKEN_FILE,
  credentialFailure,
  TOKEN_FILE,
  TOKEN_SETTING
} from './credential-failures.ts'
import { faultOfFile, readProfile, type FileFault } from './profile.ts'

/** The SDK's name for errors of credential providers. */
export const NO_CREDENTIALS = 'CredentialsProviderError'

/**
 * Names the configured source of credentials that failed.
 *
 * @param said the messages of the SDK's chain about its sources
 * @returns UserError `credentials` with the SDK's name for such errors;
 *   `undefined` if the error comes from a call or an abort, or if there is no
 *   source
 */
export async function failedSource(
  error: unknown,
  env: Env,
  said: readonly string[]
): Promise<UserError | undefined> {
  const { profile, files } = await lookInto(env)
  // The SDK sends an empty token, and AWS refuses it like a wrong one.
  const isNoToken = [TOKEN_FILE, TOKEN_SETTING].some(
    name => files.get(name) === 'is empty'
  )
  if (isOfCall(error) && !isNoToken) return undefined
  const heard = [...said, String(error)].join('\n')
  const sentence = credentialFailure({ env, profile, files, said: heard })
  if (sentence === undefined) return undefined
  return Object.assign(new UserError('credentials', sentence), {
    name: NO_CREDENTIALS
  })
}

/** Whether the error comes from a call that the chain made, or from an abort. */
function isOfCall(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return error.name === 'AbortError' || '$metadata' in error
}

async function lookInto(env: Env) {
  const profile = await readProfile(env)
  const paths: [name: string, path: string | undefined][] = [
    ...[...CONFIG_FILES, TOKEN_FILE, CONTAINER_TOKEN_FILE].map(
      (name): [string, string | undefined] => [name, env[name]]
    ),
    [TOKEN_SETTING, profile.settings?.[TOKEN_SETTING]]
  ]
  const files = new Map<string, FileFault>()
  for (const [name, path] of paths) {
    const fault = path ? await faultOfFile(path, env) : undefined
    if (fault !== undefined) files.set(name, fault)
  }
  return { profile, files }
}
