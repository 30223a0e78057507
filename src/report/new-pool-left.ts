import type { CreatePoolOutcome } from '../shared/outcome.ts'

/** Sentences about what a run leaves half done in a new pool, and how to go on. */
export function goOnWithPool({
  halfMade,
  mayExist,
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
    return [
      `The user pool ${halfMade.userPoolId} is half made.`,
      'Run it again with the same inputs: it continues where it stopped.'
    ]
  }
  return mayExist
    ? [
        'It is not known whether a user pool was made.',
        'Run it again with the same inputs: it looks for that pool and goes on with it.'
      ]
    : []
}
