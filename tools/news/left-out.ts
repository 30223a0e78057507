const UPLOADS =
  'The action puts each object at once, and never in uploaded parts.'
const REPLICATION =
  "A bucket's replication is its owner's, and no call of the action reads it."
const IDENTITY_CENTER =
  'Of a session the action takes the credentials, and IAM Identity Center has no part in them.'

/**
 * What is new at AWS since the pinned models and stays out until the pins move: by
 * `SERVICE NAME`, why the action can do without it. What it can't do without is
 * captured, compared and made again, and the pins move.
 */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  's3 AbortMultipartUploadOutput.VersionId': UPLOADS,
  's3 CreateMultipartUploadOutput.VersionId': UPLOADS,
  's3 EncryptionConfiguration.UseSourceMultiRegionKey': REPLICATION,
  's3 ListPartsOutput.VersionId': UPLOADS,
  's3 MultipartUpload.VersionId': UPLOADS,
  's3 ReplicationRuleAndOperator.Not': REPLICATION,
  's3 ReplicationRuleFilter.Not': REPLICATION,
  's3 UploadPartCopyOutput.VersionId': UPLOADS,
  's3 UploadPartOutput.VersionId': UPLOADS,
  'sts AssumeRoleWithSAMLResponse.TrustedIdentityPropagationContext':
    IDENTITY_CENTER,
  'sts AssumeRoleWithWebIdentityResponse.TrustedIdentityPropagationContext':
    IDENTITY_CENTER,
  'sts GetScopedCredentials': 'The action narrows no session.',
  'sts GetWebIdentityTokenRequest.Scope': 'The action asks AWS for no token.',
  'sts GetWebIdentityTokenRequest.SubjectMode':
    'The action asks AWS for no token.'
}
