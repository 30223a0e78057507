/**
 * The ProviderDetails that are no secrets: scopes, endpoints, identifiers and
 * public certificates, as IdentityProviderType documents them for each kind of
 * provider. It is a list of what may stay and not of what must go, because "these
 * values and their schema are subject to change": a key that AWS adds is taken
 * for a secret until it is in here.
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

/** Takes everything out of provider details that isn't known to be harmless. */
export function safeDetails(details: object): SafeDetails {
  const kept: [name: string, value: string][] = []
  const removed: string[] = []
  for (const [name, value] of Object.entries(details).sort()) {
    const isHarmless = HARMLESS.has(name) && typeof value === 'string'
    if (isHarmless && !holdsPassword(value)) kept.push([name, value])
    else removed.push(name)
  }
  return {
    ProviderDetails: Object.fromEntries(kept),
    removedProviderDetails: removed
  }
}

/** An address such as `https://user:password@idp.example.com/metadata`. */
function holdsPassword(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { username, password } = new URL(value)
  return username !== '' || password !== ''
}
