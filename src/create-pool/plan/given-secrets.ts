import { textOf } from '../../compare/definition/json.ts'
import type { Part } from '../../compare/definition/parts.ts'
import { UserError } from '../../shared/errors.ts'
import { hadClientSecret } from '../parts/client-secret.ts'
import type { Making } from '../parts/made-part.ts'
import type { GivenSecret } from '../request.ts'

const KINDS = { client: 'client', provider: 'identity-provider' } as const

/**
 * Gives the values of the input `secrets` to the parts that they are for.
 *
 * @param parts that the new pool gets
 * @param all of the old pool
 * @returns `id` is that of an app client in the old pool
 * @throws UserError `input`, which names the part and never the value
 */
export function readSecrets(
  given: readonly GivenSecret[],
  parts: readonly Part[],
  all: readonly Part[]
): Making['secretOf'] {
  const values = new Map<string, string>()
  const find = finderOf(parts)
  const findInAll = finderOf(all)
  for (const secret of given) {
    const line = `${secret.of}/${secret.name}`
    const part = find(secret.of, secret.name)
    if (part === undefined) {
      const isLeftOut = findInAll(secret.of, secret.name) !== undefined
      throw wrong(line, isLeftOut ? 'it is left out' : matchesNone(parts))
    }
    if (values.has(part.name)) throw wrong(line, 'another line has its secret')
    if (!hadSecret(part)) throw wrong(line, 'it had no secret in the old pool')
    values.set(part.name, secret.value)
  }
  return (of, name, id) => values.get(find(of, id ?? name)?.name ?? '')
}

type Find = (of: GivenSecret['of'], name: string) => Part | undefined

/** An id comes before a name: a client may be named like another one's id. */
function finderOf(parts: readonly Part[]): Find {
  const byName = new Map(parts.filter(isMade).map(part => [part.name, part]))
  const byId = new Map(
    parts
      .filter(part => part.kind === 'client' && isMade(part))
      .map(part => [textOf(part.settings['ClientId']), part])
  )
  return (of, name) =>
    (of === 'client' ? byId.get(name) : undefined) ??
    byName.get(`${KINDS[of]}/${name}`)
}

/** Unknown is taken for yes. */
function hadSecret({ settings }: Part): boolean {
  if (settings['ProviderType'] === 'SAML') return false
  return settings['hasClientSecret'] !== false || hadClientSecret(settings)
}

/** As many names as an error lists. */
const MOST_NAMED = 20

function matchesNone(parts: readonly Part[]): string {
  const names = parts
    .filter(({ kind }) => kind === 'client' || kind === KINDS.provider)
    .filter(part => isMade(part) && hadSecret(part))
    .map(({ name }) => name.replace(/^identity-/, ''))
  const more = names.length - MOST_NAMED
  return names.length === 0
    ? 'no part of the new pool takes a secret'
    : `that is none of the parts that take one: ${names.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

/** A client that registered itself is not made. */
function isMade({ settings }: Part): boolean {
  return settings['ClientType'] !== 'DCR'
}

function wrong(line: string, reason: string): UserError {
  return new UserError(
    'input',
    `The input secrets has a line for ${line}, but ${reason}. Correct or remove the line.`
  )
}
