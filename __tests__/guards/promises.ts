/**
 * What the guards stand for: promises of this project, and its answers to
 * threats. Each guard names one.
 */
export const PROMISES = {
  complete: 'A snapshot exists only when it is complete and as it was meant',
  immutable: 'What is stored is never overwritten',
  encrypted: 'Whatever is stored is encrypted, with the key asked for',
  'every user': 'Every user that Cognito listed is in the snapshot',
  'counts reconcile': 'Counts reconcile, or the step fails',
  'unknown is unknown': 'What is not known is reported as unknown',
  'keep what is there':
    'A restore never deletes, and overwrites no existing user unless asked',
  'no message': 'A restore sends nobody a message',
  'own password': 'No two users get the same password, and nobody knows one',
  'same end state': 'A restore that was interrupted can be run again',
  'dry run': 'A dry run writes nothing and predicts what the real run does',
  'no surprise bill': 'No call bills a user without the person knowing',
  'no personal data': 'No personal data and no secret is told or left behind',
  'no harm before the check':
    'A snapshot that is not whole is refused before the first write',
  'known versions': 'A snapshot of an unknown major version is refused',
  'wrong input': 'A wrong input stops the run before any call',
  'honest end': 'What failed is told, and fails the step',
  'stops in order':
    'A run that is told to stop, or out of time, stops in order',
  quotas: "A run keeps to its share of the account's quotas",
  'stolen bucket': 'Threat: somebody reads the bucket',
  'tampered part': 'Threat: somebody changes or swaps a part',
  'forged manifest': 'Threat: somebody forges a manifest',
  rollback: 'Threat: somebody passes an old snapshot off as the latest',
  'workflow commands':
    'Threat: a text commands the runner or misleads a reader',
  'path traversal': 'Threat: a key leads out of the snapshot',
  bombs: 'Threat: a small object fills memory',
  'prototype pollution': 'Threat: a name changes the prototype of objects',
  'wrong pool': 'Threat: a restore into the wrong pool or account',
  'leaked runner': 'Threat: somebody takes over the runner of the exports'
} as const

export type Promised = keyof typeof PROMISES
