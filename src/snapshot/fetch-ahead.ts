import type { FetchObject } from './fetch-sound.ts'
import type { SnapshotObject } from './manifest.ts'
import { READ_CAPS } from './limits.ts'

/** A fetch of objects that are read one after the other. */
export interface FetchAhead {
  fetch: FetchObject
  /** Resolves once nothing is on its way any more. */
  settled(): Promise<void>
}

/**
 * Has the next object on its way while one is decoded, so that reading takes as
 * long as the slower of the two. At most two objects are in memory.
 *
 * @param objects in the order in which they will be read; some may be passed over
 */
export function fetchAhead(
  objects: readonly SnapshotObject[],
  fetch: FetchObject
): FetchAhead {
  const following = new Map(
    objects.map(({ key }, at) => [key, objects[at + 1]])
  )
  let ahead: { key: string; bytes: ReturnType<FetchObject> } | undefined
  return {
    async fetch(key, maxBytes, versionId, isAgain = false) {
      const early = ahead?.key === key && !isAgain ? ahead.bytes : undefined
      const bytes = await (early ?? fetch(key, maxBytes, versionId, isAgain))
      const next = following.get(key)
      if (next !== undefined && ahead?.key !== next.key) {
        ahead = {
          key: next.key,
          bytes: fetch(next.key, READ_CAPS.partBytes, next.versionId)
        }
        // Its failure counts only when it is asked for.
        ahead.bytes.catch(() => undefined)
      }
      return bytes
    },
    async settled() {
      await ahead?.bytes.catch(() => undefined)
    }
  }
}
