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

/** The SDK's name for errors of whatever gives it credentials. */
export const NO_CREDENTIALS = 'CredentialsProviderError'

/**
 * The source of credentials that was meant and failed, in a sentence.
 *
 * @param said what the SDK's chain has said of its sources
 * @returns UserError `credentials`, with the name that the SDK gives such errors;
 *   `undefined` for what came of a call, of a stop, or of there being no source
 */
export async function failedSource(
  error: unknown,
  env: Env,
  said: readonly string[]
): Promise<UserError | undefined> {
  const { profile, files } = await lookInto(env)
  // An empty token is sent, and refused as if it were a wrong one.
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

/** Errors of calls that the chain makes have this, and so do aborts of calls. */
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
