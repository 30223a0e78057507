import type { CognitoState } from '../operation.ts'
import type { PasswordHashSupport } from './options.ts'

/** Looks at import jobs past the API. */
export interface ImportAccess {
  /**
   * What a job wrote about each row so far, as its CloudWatch log stream has
   * it, e.g. `[SUCCEEDED] Line Number 2 - The import succeeded.`
   */
  importLog: (jobId: string) => string[]
  /** Makes one pool take password hashes, or not. */
  acceptPasswordHashes: (
    userPoolId: string,
    support: PasswordHashSupport
  ) => void
}

export function importAccess({ imports, pools }: CognitoState): ImportAccess {
  return {
    importLog(jobId) {
      const job = imports.find(jobId)
      if (!job) throw new RangeError(`There is no import job ${jobId}.`)
      return [...job.log]
    },
    acceptPasswordHashes(userPoolId, support) {
      const pool = pools.get(userPoolId)
      if (!pool) throw new RangeError(`There is no user pool ${userPoolId}.`)
      imports.acceptHashes(pool, support)
    }
  }
}
