/** The legacy member of each text in `VerificationMessageTemplate`. */
const mirrors = {
  EmailVerificationMessage: 'EmailMessage',
  EmailVerificationSubject: 'EmailSubject',
  SmsVerificationMessage: 'SmsMessage'
} as const

/**
 * The verification texts as AWS shows them: the legacy members and those of the
 * template mirror each other both ways, and the template always has an option
 * (tests of hashicorp/terraform-provider-aws). Both pairs of e-mail texts come
 * back, as in the examples of the API reference.
 */
export function verificationTexts(
  others: Readonly<Record<string, unknown>>
): Record<string, unknown> {
  const template: Record<string, unknown> = {
    DefaultEmailOption: 'CONFIRM_WITH_CODE',
    ...(others['VerificationMessageTemplate'] as object | undefined)
  }
  const legacy: Record<string, unknown> = {}
  for (const [old, name] of Object.entries(mirrors)) {
    const text = template[name] ?? others[old]
    if (text === undefined) continue
    template[name] = text
    legacy[old] = text
  }
  return { ...legacy, VerificationMessageTemplate: template }
}
