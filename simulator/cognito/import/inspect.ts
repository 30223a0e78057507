import type { CognitoState } from '../operation.ts'
import type { PasswordHashSupport } from './options.ts'

/** Inspects import jobs without the API. */
export interface ImportAccess {
  /**
   * The lines of a job's CloudWatch log stream so far, one a row, e.g.
   * `[SUCCEEDED] Line Number 2 - The import succeeded.`
   */
  importLog: (jobId: string) => string[]
  /** Sets whether one pool accepts password hashes. */
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
