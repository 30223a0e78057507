import type { Json, JsonObject } from '../../compare/definition/json.ts'
import type { Part } from '../../compare/definition/parts.ts'
import type { MadePart, Making } from './made-part.ts'
import { made } from './made.ts'
import { requestOf } from './request-of.ts'

/**
 * "This operation has a 2-megabyte request-size limit." Some of it is for the
 * ids, which are added later.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateManagedLoginBranding.html
 */
const MOST_BYTES = 2_000_000 - 1_000

/**
 * A client's style of managed login: CreateManagedLoginBranding with as many
 * images as one request takes, then UpdateManagedLoginBranding with the others.
 * An update keeps what it doesn't name.
 */
export function madeManagedLogin(part: Part, making: Making): MadePart {
  const operation = 'CreateManagedLoginBranding'
  const { input, ...said } = requestOf(part, operation, making)
  const { Assets, ...others } = input
  const portions = Array.isArray(Assets)
    ? portionsOf(others, Assets as Json[])
    : [others]
  return made({
    part: part.name,
    sentence: 'It has the same settings and images.',
    steps: portions.map((portion, at) => ({
      part: part.name,
      operation: at === 0 ? operation : 'UpdateManagedLoginBranding',
      input: portion
    })),
    ...said
  })
}

/** The request in portions, none larger than Cognito takes. */
function portionsOf(first: JsonObject, assets: readonly Json[]): JsonObject[] {
  const { ClientId = null } = first
  const portions: JsonObject[] = []
  let [rest, taken]: [JsonObject, Json[]] = [first, []]
  let bytes = bytesOf(first)
  for (const asset of assets) {
    const more = bytesOf(asset)
    if (bytes + more > MOST_BYTES) {
      portions.push(withAssets(rest, taken))
      ;[rest, taken] = [{ ClientId }, []]
      bytes = bytesOf(rest)
    }
    taken.push(asset)
    bytes += more
  }
  return [...portions, withAssets(rest, taken)]
}

function withAssets(request: JsonObject, assets: readonly Json[]): JsonObject {
  return assets.length === 0 ? request : { ...request, Assets: assets }
}

/** With the comma or the name that the request needs besides. */
function bytesOf(value: Json): number {
  return Buffer.byteLength(JSON.stringify(value)) + ',"Assets":[]'.length
}
