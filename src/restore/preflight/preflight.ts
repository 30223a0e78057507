import type { PreflightFacts } from './facts.ts'
import type { Finding } from './findings.ts'
import { findInImport } from './import-findings.ts'
import { findInPlan } from './plan-findings.ts'
import { adviseRecovery } from './recovery-advice.ts'
import { findInSchema } from './schema-findings.ts'
import { findInSignIn } from './sign-in-findings.ts'
import { findInTarget } from './target-findings.ts'

/**
 * Everything that speaks against restoring a snapshot into a pool, and
 * everything that a person should know before it. What blocks comes first. A
 * pure function, so that a dry run finds what the real run does.
 */
export function findFindings(facts: PreflightFacts): Finding[] {
  const findings = [
    ...adviseRecovery(facts),
    ...findInTarget(facts),
    ...findInSignIn(facts),
    ...findInSchema(facts),
    ...findInPlan(facts),
    ...findInImport(facts)
  ]
  return [
    ...findings.filter(({ blocks }) => blocks),
    ...findings.filter(({ blocks }) => !blocks)
  ]
}
