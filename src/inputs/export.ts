import type { CaptureOptions } from '../cognito/definition/capture.ts'
import type { MfaLookupPolicy } from '../export/mfa-lookup.ts'
import type { Env } from '../shared/world.ts'
import { prefixOf, readCommon, type CommonInputs } from './common.ts'
import { required } from './parse.ts'
import type { Values } from './table.ts'

/** What the inputs of an export say. */
export interface ExportInputs extends CommonInputs {
  mode: 'export'
  userPoolId: string
  bucket: string
  prefix: string
  encryption: { algorithm: 'aws:kms' | 'aws:kms:dsse'; keyId: string }
  /** Public keys of age that the snapshot is encrypted for; none: it isn't. */
  ageRecipients: readonly string[]
  mfaLookup: MfaLookupPolicy
  capture: CaptureOptions
  /** Accounts whose pools may be read; none: any. */
  allowedAccountIds: readonly string[]
}

/** @throws UserError `input` */
export function readExportInputs(
  values: Values<'export'>,
  env: Env
): ExportInputs {
  const userPoolId = required('user-pool-id', values['user-pool-id'])
  return {
    mode: 'export',
    userPoolId,
    bucket: required('bucket', values.bucket),
    prefix: prefixOf(values),
    encryption: {
      algorithm: values['server-side-encryption'],
      keyId: required('kms-key-id', values['kms-key-id'])
    },
    ageRecipients: values['age-recipients'],
    mfaLookup: {
      mode: values['mfa-lookup'],
      limit: values['mfa-lookup-limit']
    },
    capture: {
      clientLimit: values['client-limit'],
      captureLogo: values['capture-logo']
    },
    allowedAccountIds: values['allowed-account-ids'] ?? [],
    ...readCommon(values, env, userPoolId)
  }
}
