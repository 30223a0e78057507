import type { ActionRun } from '../run-action.ts'
import { comparePools } from './compare-pools.ts'
import { demoRuns, startDemo } from './demo-runs.ts'

const simulator = await startDemo()
const runs = demoRuns(simulator)

/** Outputs that have to be the same in a dry run and in the restore. */
const PREDICTED = [
  'users',
  'groups',
  'skipped-users',
  'failed-users',
  'users-created',
  'users-updated',
  'users-existing',
  'groups-created',
  'memberships-added',
  'billed-users'
]

try {
  say('A user pool of 400 people on a simulated AWS is exported …')
  const exported = await runs.exportPool()
  show('Job summary of the export', exported)

  say('… the snapshot is read back, byte by byte, and proven whole …')
  const verified = await runs.verify(exported.outputs['manifest-sha256'] ?? '')
  show('Job summary of the verification', verified)

  say('… a dry run says what a restore into an empty pool would do …')
  const planned = await runs.planRestore()
  const { users: usersAfterPlan, groups: groupsAfterPlan } =
    simulator.poolState(simulator.emptyUserPoolId)
  show('Job summary of the dry run', planned)

  say('… and the restore does it.')
  const restored = await runs.restore()
  show('Job summary of the restore', restored)

  const { users, groups, memberships, skipped, differences } = comparePools(
    simulator.poolState(simulator.userPoolId),
    simulator.poolState(simulator.emptyUserPoolId)
  )
  const { messagesSent } = simulator.stats()
  const written = usersAfterPlan.length + groupsAfterPlan.length
  const wrong = PREDICTED.filter(
    name => planned.outputs[name] !== restored.outputs[name]
  )
  say(
    [
      'Comparing the two pools:',
      `  ${users} users, ${groups} groups and ${memberships} memberships are alike.`,
      `  ${skipped} users were skipped by the rules (no username, federated).`,
      `  ${differences.length} unexplained differences.`,
      `  ${messagesSent} messages were sent to anybody.`,
      `  ${written} users and groups were written by the dry run.`,
      `  ${PREDICTED.length - wrong.length} of ${PREDICTED.length} counts are what the dry run said.`,
      ...differences.slice(0, 20).map(difference => `    ${difference}`)
    ].join('\n')
  )
  const isGood =
    exported.exitCode === 0 &&
    verified.exitCode === 0 &&
    planned.exitCode === 0 &&
    restored.exitCode === 0 &&
    written === 0 &&
    wrong.length === 0 &&
    differences.length === 0 &&
    messagesSent === 0
  if (!isGood) {
    say('The demo failed.')
    process.exitCode = 1
  }
} finally {
  await simulator.close()
}

function show(title: string, run: ActionRun): void {
  const rule = '─'.repeat(72)
  say(`${rule}\n${title} (exit ${run.exitCode ?? 'by a signal'})\n${rule}`)
  say(run.summary)
  if (run.exitCode !== 0) say(`${run.stdout}${run.stderr}`)
}

function say(text: string): void {
  console.log(`${text}\n`)
}
