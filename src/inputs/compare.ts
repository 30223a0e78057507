import type { CompareRequest } from '../compare/request.ts'
import type { Env } from '../shared/world.ts'
import type { SnapshotChoice } from '../storage/open-chosen.ts'
import { readCommon, type CommonInputs } from './common.ts'
import { limitsOf, refuseLimits } from './limits.ts'
import { refusal } from './refusal.ts'
import {
  readSnapshotInputs,
  sourcePoolOf,
  type SnapshotInputs
} from './snapshot.ts'
import type { Values } from './table.ts'

/** What the inputs of a comparison say. */
export interface CompareInputs
  extends CommonInputs, SnapshotInputs, Omit<CompareRequest, 'show'> {
  mode: 'compare'
  /** The pool to compare with; `undefined`: another snapshot. */
  userPoolId: string | undefined
  /** Whether texts of the definition may be shown. */
  showValues: boolean
}

/** @throws UserError `input` */
export function readCompareInputs(
  values: Values<'compare'>,
  env: Env
): CompareInputs {
  const userPoolId = values['user-pool-id']
  const named = values['compare-with']
  if ((userPoolId === undefined) === (named === undefined)) {
    throw refusal(
      'compare-with',
      named === undefined
        ? 'is missing, and so is user-pool-id. Give one of them: the pool, or the snapshot to compare with'
        : 'and user-pool-id are both given. Leave one of them out'
    )
  }
  const chosen = readSnapshotInputs(values, () =>
    sourcePoolOf(values, userPoolId)
  )
  const { snapshot } = chosen
  const source = 'address' in snapshot ? snapshot.address : snapshot.latestOf
  if (typeof named === 'object' && 'address' in named) {
    if (named.address.bucket !== chosen.bucket) {
      throw refusal('compare-with', 'is in another bucket than the snapshot')
    }
  }
  refuseUnused(values)
  return {
    mode: 'compare',
    userPoolId,
    compareWith:
      typeof named === 'object' && 'id' in named
        ? inPlaceOf(source, chosen.bucket, named.id)
        : named,
    parts: values['compare-parts'],
    level: values['compare-level'],
    limits: limitsOf(values),
    definitionChanges: values['definition-changes'],
    subAttribute: values['sub-attribute'],
    showValues: values['show-values'],
    allowedAccountIds: values['allowed-account-ids'] ?? [],
    ...chosen,
    ...readCommon(values, env, userPoolId ?? source.userPoolId)
  }
}

/** An id is that of a snapshot of the same pool, under the same prefix. */
function inPlaceOf(
  { prefix, userPoolId }: { prefix: string; userPoolId: string },
  bucket: string,
  snapshotId: string
): SnapshotChoice {
  return { address: { bucket, prefix, userPoolId, snapshotId } }
}

/** Refuses an alarm that could never ring. */
function refuseUnused(values: Values<'compare'>): void {
  const { 'compare-parts': parts, 'compare-level': level } = values
  if (level === 'counts') {
    if (values['user-pool-id'] !== undefined) {
      throw refusal(
        'compare-level',
        'is counts, which a pool has no manifest for. Give compare-with, or take contents'
      )
    }
    if (parts === 'definition') {
      throw refusal('compare-parts', 'needs compare-level: contents')
    }
    if (values['max-changed'].text !== 'none') {
      throw refusal('max-changed', 'needs compare-level: contents')
    }
    if (values['definition-changes'] === 'fail') {
      throw refusal(
        'definition-changes',
        'needs compare-level: contents to fail'
      )
    }
  }
  if (parts === 'users' && values['definition-changes'] === 'fail') {
    throw refusal('definition-changes', 'needs the definition in compare-parts')
  }
  if (parts === 'definition') {
    refuseLimits(values, 'needs the users in compare-parts')
  }
}
