import { runAction, type ActionRun } from '../run-action.ts'
import { startSimulator, type Simulator } from '../simulator.ts'

/** The pool of people that the demo backs up, on an account of its own. */
export function startDemo(): Promise<Simulator> {
  return startSimulator({
    users: 400,
    groups: 12,
    membershipsPerUser: 2,
    disabledShare: 0.05,
    federatedShare: 0.05,
    noUsernameShare: 0.1,
    latencyMs: 5
  })
}

// The simulated account has no quotas. At Cognito's defaults, the restore would
// take a minute.
const quotas = [
  'UserCreation',
  'UserAccountRecovery',
  'UserUpdate',
  'UserPoolResourceUpdate'
]
  .map(category => `${category}=1000`)
  .join('\n')

/** Runs the action as workflows would, step by step. */
export function demoRuns(simulator: Simulator) {
  const run = (inputs: Record<string, string>): Promise<ActionRun> =>
    runAction(simulator.endpoint, { bucket: simulator.bucket, ...inputs })
  const restore = (dryRun: boolean) =>
    run({
      mode: 'restore',
      'user-pool-id': simulator.emptyUserPoolId,
      'source-user-pool-id': simulator.userPoolId,
      quotas,
      'dry-run': String(dryRun)
    })
  return {
    exportPool: () =>
      run({
        mode: 'export',
        'user-pool-id': simulator.userPoolId,
        quotas,
        'kms-key-id': simulator.kmsKeyArn
      }),
    /** @param manifestSha256 as the export gave it */
    verify: (manifestSha256: string, inputs: Record<string, string> = {}) =>
      run({
        mode: 'verify',
        'source-user-pool-id': simulator.userPoolId,
        'manifest-sha256': manifestSha256,
        'max-age': '1h',
        ...inputs
      }),
    planRestore: () => restore(true),
    restore: () => restore(false)
  }
}
