import { invalidParameter } from '../protocol/errors.ts'
import type { Members } from '../protocol/members.ts'
import type {
  IdentityProvider,
  ProviderType
} from '../state/pool-definition.ts'

/** The details that one type of provider requires, and those that it adds. */
interface Kind {
  needs: readonly string[]
  adds: Readonly<Record<string, string>>
}

/**
 * Source: API reference, CreateIdentityProvider and IdentityProviderType,
 * `ProviderDetails`: the examples of requests and of "Describe response".
 */
const kinds: Readonly<Record<ProviderType, Kind>> = {
  OIDC: {
    needs: [
      'client_id',
      'attributes_request_method',
      'oidc_issuer',
      'authorize_scopes'
    ],
    adds: { attributes_url_add_attributes: 'false' }
  },
  // It requires one of two members: `readDetails` checks that.
  SAML: {
    needs: [],
    adds: {
      SLORedirectBindingURI: 'https://auth.example.com/slo/saml',
      SSORedirectBindingURI: 'https://auth.example.com/sso/saml'
    }
  },
  LoginWithAmazon: {
    needs: ['client_id', 'client_secret', 'authorize_scopes'],
    adds: {
      attributes_url: 'https://api.amazon.com/user/profile',
      attributes_url_add_attributes: 'false',
      authorize_url: 'https://www.amazon.com/ap/oa',
      token_request_method: 'POST',
      token_url: 'https://api.amazon.com/auth/o2/token'
    }
  },
  Google: {
    needs: ['client_id', 'client_secret', 'authorize_scopes'],
    adds: {
      attributes_url:
        'https://people.googleapis.com/v1/people/me?personFields=',
      attributes_url_add_attributes: 'true',
      authorize_url: 'https://accounts.google.com/o/oauth2/v2/auth',
      oidc_issuer: 'https://accounts.google.com',
      token_request_method: 'POST',
      token_url: 'https://www.googleapis.com/oauth2/v4/token'
    }
  },
  SignInWithApple: {
    needs: [
      'client_id',
      'team_id',
      'key_id',
      'private_key',
      'authorize_scopes'
    ],
    adds: {
      attributes_url_add_attributes: 'false',
      authorize_url: 'https://appleid.apple.com/auth/authorize',
      oidc_issuer: 'https://appleid.apple.com',
      token_request_method: 'POST',
      token_url: 'https://appleid.apple.com/auth/token'
    }
  },
  Facebook: {
    needs: ['client_id', 'client_secret', 'authorize_scopes'],
    adds: {
      attributes_url: 'https://graph.facebook.com/v17.0/me?fields=',
      attributes_url_add_attributes: 'true',
      authorize_url: 'https://www.facebook.com/v17.0/dialog/oauth',
      token_request_method: 'GET',
      token_url: 'https://graph.facebook.com/v17.0/oauth/access_token'
    }
  }
}

/** Reads `ProviderDetails`; throws if a required detail is missing. */
export function readDetails(
  request: Members,
  type: ProviderType
): Record<string, string> {
  const details = request.optionalMap('ProviderDetails') ?? {}
  const missing = kinds[type].needs.filter(name => !details[name])
  if (type === 'SAML' && !details['MetadataURL'] && !details['MetadataFile'])
    missing.push('MetadataURL or MetadataFile')
  if (missing.length > 0)
    throw invalidParameter(
      `The following provider details are missing: ${missing.join(', ')}.`
    )
  return details
}

/** The details in a describe response: without Apple's private key. */
export function shownDetails(
  { ProviderType: type, ProviderDetails }: IdentityProvider,
  poolId: string
): Record<string, string> {
  const { private_key: _, ...details } = ProviderDetails
  return {
    ...kinds[type].adds,
    ...(type === 'SAML' && {
      ActiveEncryptionCertificate: certificateOf(poolId)
    }),
    ...details
  }
}

/**
 * All SAML providers of a pool have one certificate, whose common name is the id of
 * the pool: seen by hashicorp/terraform-provider-aws and go-to-k/cdk-real-drift.
 */
function certificateOf(poolId: string): string {
  return Buffer.from(`CN=${poolId}`).toString('base64')
}
