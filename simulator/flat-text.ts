/**
 * The same text in one piece. The engine keeps a text that was put together as
 * a tree of its parts, several times as large as the text itself; with a
 * million users in memory that counts.
 */
export function flat(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8')
}
