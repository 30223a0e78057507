import type { ActionRun } from '../../simulator/run-action.ts'
import { annotations } from '../fixtures/action-runs.ts'

/**
 * What a run may fail with in bad weather. Every other code is a finding, and so is
 * a failure without one: that is a bug.
 */
const CODES = new Set([
  'aws',
  'empty-pool',
  'listing',
  'manifest-invalid',
  'manifest-pin',
  'network',
  'nothing-restored',
  'object-encryption',
  'restore-blocked',
  'restore-incomplete',
  'snapshot-digest',
  'snapshot-findings',
  'storage-answer'
])

/** How a failed run was explained. */
export interface Reason {
  code: string
  /** Sentences: what was not as it has to be. */
  wrong: string[]
}

/**
 * Holds a failed run against what every failure has to be: exit code 1, one error
 * annotation, and a code that bad weather explains.
 */
export function reasonOf(run: ActionRun): Reason {
  const wrong: string[] = []
  const errors = annotations(run, 'error')
  const code = run.outputs['error-code'] ?? 'none'
  if (run.exitCode !== 1) wrong.push(`exit code ${run.exitCode}`)
  if (errors.length !== 1) wrong.push(`${errors.length} error annotations`)
  if (run.stderr !== '') wrong.push(`standard error: ${run.stderr}`)
  if (!['failed', 'partial'].includes(run.outputs['status'] ?? '')) {
    wrong.push(`status ${run.outputs['status'] ?? 'not set'}`)
  }
  // Not after one try: such answers pass.
  if (code === 'aws' && !errors.join().includes(' ×10)')) {
    wrong.push(`gave up too early: ${errors.join(' ')}`)
  }
  if (!CODES.has(code)) wrong.push(`failed by ${code}: ${errors.join(' ')}`)
  return { code, wrong }
}
