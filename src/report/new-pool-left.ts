import type { CreatePoolOutcome } from '../shared/outcome.ts'

/** Sentences about what a run leaves half done in a new pool, and how to go on. */
export function goOnWithPool({
  halfMade,
  mayExist,
  snapshot,
  finishes,
  status
}: CreatePoolOutcome): string[] {
  if (finishes && status === 'partial') {
    return [
      'What waited may be set in part.',
      'Run it again with the same inputs: it sets what is left.'
    ]
  }
  if (halfMade !== undefined) {
    const { userPoolId, snapshotId } = halfMade
    return [
      `The user pool ${userPoolId} is half made.`,
      snapshot === undefined || snapshot.id === snapshotId
        ? 'Run it again with the same inputs: it continues where it stopped.'
        : `It is made from the snapshot ${snapshotId}: run it with that one to go on.`
    ]
  }
  return mayExist
    ? [
        'It is not known whether a user pool was made.',
        'Run it again with the same inputs: it looks for that pool and goes on with it.'
      ]
    : []
}
