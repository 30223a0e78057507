/**
 * The same text in one piece. The engine keeps a concatenated text as a tree of
 * its parts, several times as large as the text itself. That matters with a
 * million users in memory.
 */
export function flat(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8')
}
