import { UserError, type SnapshotRefusal } from '../shared/errors.ts'
import type { SnapshotObject } from './manifest.ts'

/** Facts about a stored object, from its bytes or its headers. */
export interface StoredFacts {
  /** Length of the stored bytes. */
  bytes: number
  /** SHA-256 of the stored bytes, in hex; `undefined` if unknown. */
  sha256: string | undefined
}

/** The error for an object that the manifest lists but that is missing. */
export function missing({ key }: SnapshotObject): UserError {
  return refused('snapshot-missing', key, 'is missing')
}

/**
 * Why a stored object is not the one that the manifest lists; `undefined` if it
 * may be that one.
 */
export function objectRefusal(
  object: SnapshotObject,
  facts: StoredFacts
): UserError | undefined {
  const lengths = `has ${facts.bytes} bytes where the manifest says ${object.bytes}`
  if (facts.bytes < object.bytes) {
    return refused('snapshot-truncated', object.key, lengths)
  }
  if (facts.bytes > object.bytes) {
    return refused('snapshot-appended', object.key, lengths)
  }
  if (facts.sha256 !== undefined && facts.sha256 !== object.sha256) {
    return refused(
      'snapshot-digest',
      object.key,
      'is not what the manifest says it is: its SHA-256 differs'
    )
  }
  return undefined
}

/** @param why after the object's key, without a full stop */
export function refused(
  code: SnapshotRefusal,
  key: string,
  why: string
): UserError {
  return new UserError(
    code,
    `The object ${key} of the snapshot ${why}. Restore from another snapshot, or find out who changed this one.`
  )
}
