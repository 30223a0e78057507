import { textOf } from '../../compare/definition/json.ts'
import type { Part } from '../../compare/definition/parts.ts'
import type { Finding, MadePart, Making } from './made-part.ts'
import { made, unchanged } from './made.ts'
import { notMade, requestOf } from './request-of.ts'

/** In place of a client's id: the look of all clients without their own. */
const ALL = 'ALL'

/**
 * The look of the classic hosted UI, of the pool or of a client, by
 * SetUICustomization, which takes it only where there is a domain.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUICustomization.html
 */
export function madeBranding(part: Part, making: Making): MadePart {
  const { name, settings, isSingle } = part
  const { ImageUrl, CSS, logo: ImageFile } = settings
  const hasLook = isGiven(CSS) || isGiven(ImageFile)
  const lacksLogo = isGiven(ImageUrl) && !isGiven(ImageFile)
  if (!hasLook && !lacksLogo) {
    const sentence = 'It has neither CSS nor a logo.'
    return isSingle ? unchanged(name, sentence) : notMade(name, sentence)
  }
  if (making.domain === 'none' || making.lacks?.('domain') === true) {
    return notMade(name, 'Cognito takes it only in a pool with a domain.')
  }
  const findings = lacksLogo ? [missingLogo(name)] : []
  if (!hasLook) return notMade(name, 'It had nothing but a logo.', findings)
  const operation = 'SetUICustomization'
  const { input, ...said } = requestOf(part, operation, making)
  return made({
    part: name,
    sentence: lacksLogo
      ? 'It has the same CSS, without the logo.'
      : 'It has the same CSS and logo.',
    steps: [
      {
        part: name,
        operation,
        input: {
          ...input,
          ...(isSingle && { ClientId: ALL }),
          ...(isGiven(ImageFile) && { ImageFile })
        }
      }
    ],
    findings: [...said.findings, ...findings],
    announced: [
      ...said.announced,
      ...(lacksLogo ? [{ part: name, setting: 'logo' }] : [])
    ]
  })
}

function isGiven<T extends Part['settings'][string]>(
  value: T | undefined
): value is T {
  return textOf(value) !== ''
}

function missingLogo(part: string): Finding {
  return {
    id: `logo/${part}`,
    sentence:
      'The snapshot lacks the file of its logo. Upload the logo to the new pool.',
    canAccept: true
  }
}
