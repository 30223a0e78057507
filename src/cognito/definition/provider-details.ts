/**
 * The ProviderDetails that are no secrets: scopes, endpoints, identifiers and
 * public certificates, as IdentityProviderType documents them for each kind of
 * provider. This lists what may stay, not what must go, because "these values and
 * their schema are subject to change": a key that AWS adds counts as a secret
 * until it is in this list.
 */
const HARMLESS: ReadonlySet<string> = new Set([
  // OIDC and the social providers
  'api_version',
  'attributes_request_method',
  'attributes_url',
  'attributes_url_add_attributes',
  'authorize_scopes',
  'authorize_url',
  'client_id',
  'jwks_uri',
  'key_id',
  'oidc_issuer',
  'team_id',
  'token_request_method',
  'token_url',
  // SAML: metadata and certificates are what two sides publish to each other
  'ActiveEncryptionCertificate',
  'EncryptedResponses',
  'IDPInit',
  'IDPSignout',
  'MetadataFile',
  'MetadataURL',
  'RequestSigningAlgorithm',
  'SLORedirectBindingURI',
  'SSORedirectBindingURI'
])

/** Provider details that may be stored, and the names of those that may not. */
export interface SafeDetails {
  ProviderDetails: Record<string, string>
  removedProviderDetails: string[]
}

/** Removes all provider details that aren't known to be harmless. */
export function safeDetails(
  details: Readonly<Record<string, string>>
): SafeDetails {
  const names = Object.keys(details).sort()
  const stays = (name: string) =>
    HARMLESS.has(name) && !holdsPassword(details[name])
  return {
    ProviderDetails: Object.fromEntries(
      names.filter(stays).map(name => [name, details[name] ?? ''])
    ),
    removedProviderDetails: names.filter(name => !stays(name))
  }
}

/** An address such as `https://user:password@idp.example.com/metadata`. */
function holdsPassword(value: string | undefined): boolean {
  if (value === undefined || !URL.canParse(value)) return false
  const { username, password } = new URL(value)
  return username !== '' || password !== ''
}
