import type { GivenSecret } from '../create-pool/request.ts'
import { linesGiven, linesOf, wrong, type Read } from './kinds.ts'

/*
 * The input `secrets`: a line is `client/NAME => VALUE` or `provider/NAME => VALUE`.
 * No name can hold the arrow with its blanks: a client's has no `>`, a provider's
 * no blank. So the first arrow ends the name, and the value is all that follows. A
 * value in PEM goes on to its last line. No sentence here repeats more of a line than
 * the name.
 */

const LINE = /^(client|provider)\/(\S.*?)\s+=>(?:\s+(.*))?$/

/** Source: the service model, ClientSecretType. */
const CLIENT_SECRET = /^[\w+]{24,64}$/

const PEM_BEGIN = '-----BEGIN '
const PEM_END = '-----END '

/** The values that the new pool gets instead of those that no snapshot has. */
export const givenSecrets: Read<GivenSecret[]> = given => {
  const found = new Map<string, number>()
  const secrets: GivenSecret[] = []
  const lines = linesGiven(given).values()
  for (const { text, number } of lines) {
    const inLine = (problem: string) =>
      wrong(given, `has in line ${number} ${problem}`)
    const [, of, name, first = ''] = LINE.exec(text) ?? []
    if (of === undefined || name === undefined) {
      throw inLine(
        'something else than client/ or provider/, a name, a blank, an arrow, a blank and a value'
      )
    }
    if (first === '') {
      throw inLine('no value; the expression there gave nothing')
    }
    const earlier = found.get(`${of}/${name}`)
    if (earlier !== undefined) throw inLine(`the name of line ${earlier}`)
    found.set(`${of}/${name}`, number)
    let value = first
    while (value.startsWith(PEM_BEGIN) && !value.includes(PEM_END)) {
      const { value: next } = lines.next()
      if (next === undefined) throw inLine('a key in PEM without its last line')
      value += `\n${next.text}`
    }
    if (of === 'client' && !CLIENT_SECRET.test(value)) {
      throw inLine(
        `for client/${name} a value that is no secret of an app client: those are 24 to 64 letters, digits, _ and +`
      )
    }
    secrets.push({ of: of === 'client' ? of : 'provider', name, value })
  }
  return secrets
}

/**
 * What no log may show of the input, right or wrong: all that follows an arrow, and
 * each line that has none.
 */
export function hiddenTexts(text: string): string[] {
  return linesOf(text)
    .flatMap(({ text: line }) => {
      const sides = line.split('=>')
      return sides.length === 1
        ? [line]
        : sides.slice(1).map((_, at) =>
            sides
              .slice(at + 1)
              .join('=>')
              .trim()
          )
    })
    .filter(value => value !== '')
}
