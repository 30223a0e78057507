import { ListObjectsV2Command } from '@aws-sdk/client-s3'
import type { Bucket } from './bucket.ts'

/**
 * The names of the "folders" right under a key prefix, in ascending order,
 * without prefix and slash.
 *
 * @param prefix ends in a slash
 * @throws AwsCallError
 */
export async function listFolders(
  bucket: Bucket,
  prefix: string,
  signal: AbortSignal
): Promise<string[]> {
  const folders: string[] = []
  let token: string | undefined
  do {
    const answer = await bucket.call('ListBucket', client =>
      client.send(
        new ListObjectsV2Command({
          Bucket: bucket.name,
          Prefix: prefix,
          Delimiter: '/',
          ContinuationToken: token
        }),
        { abortSignal: signal }
      )
    )
    for (const { Prefix: folder } of answer.CommonPrefixes ?? []) {
      if (folder !== undefined) folders.push(folder.slice(prefix.length, -1))
    }
    token = answer.NextContinuationToken
  } while (token !== undefined)
  return folders.sort()
}
