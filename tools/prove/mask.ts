const ADDRESS = /[^\s|`"'<>()]+@[^\s|`"'<>()]+/g
const PHONE = /\+\d{7,15}/g
const UUID = /\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi
const ARN = /\barn:[a-z-]+:[^\s|`"']*/g
const ACCOUNT = /\b\d{12}\b/g

/**
 * Takes out of a text what a report mustn't hold: what the proofs made up, and
 * whatever looks like an address, a number, a sub, an ARN or an account. The
 * proofs don't put any of that into what they saw; this is for the one that does.
 *
 * @param known names and values of synthetic users
 */
export function mask(text: string, known: Iterable<string> = []): string {
  let masked = text
  for (const value of known) {
    if (value !== '') masked = masked.replaceAll(value, '***')
  }
  return masked
    .replaceAll(ARN, 'arn:***')
    .replaceAll(ADDRESS, '***')
    .replaceAll(PHONE, '***')
    .replaceAll(UUID, '***')
    .replaceAll(ACCOUNT, '***')
}
