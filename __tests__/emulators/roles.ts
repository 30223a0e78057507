import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { S3Client } from '@aws-sdk/client-s3'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { CLAIMS, tokenOf } from '../fixtures/id-tokens.ts'
import { NO_KEYS } from '../fixtures/oidc-job.ts'
import { clientOptions } from './emulator.ts'

/** The account of the emulator, and another one. */
export const ACCOUNT = '123456789012'
export const OTHER_ACCOUNT = '444455556666'

export const roleIn = (account: string) =>
  `arn:aws:iam::${account}:role/cognito-backup`

/** Clients of another account, which the emulator knows by whose role it gave keys for. */
export async function clientsOf(account: string, bucketRegion: string) {
  const sts = new STSClient(clientOptions)
  const { Credentials: keys } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: roleIn(account),
      RoleSessionName: 'tests'
    })
  )
  const options = {
    ...clientOptions,
    credentials: {
      accessKeyId: keys?.AccessKeyId ?? '',
      secretAccessKey: keys?.SecretAccessKey ?? '',
      sessionToken: keys?.SessionToken ?? ''
    }
  }
  return {
    cognito: new CognitoIdentityProviderClient(options),
    s3: new S3Client({ ...options, region: bucketRegion })
  }
}

/**
 * A job with the permission `id-token: write` and no credentials: GitHub's part
 * of it, since an emulator takes every token.
 */
export async function startOidcJob() {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ value: tokenOf(CLAIMS) }))
  })
  await new Promise<void>(resolve =>
    server.listen(0, '127.0.0.1', () => resolve())
  )
  const { port } = server.address() as AddressInfo
  return {
    env: {
      ...NO_KEYS,
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/?of=job`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'of the job'
    },
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}
