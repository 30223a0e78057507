/**
 * A number of things in words: "0 users", "1 user", "12,345 users".
 * @param noun its singular
 * @param plural where it isn't the singular with an s
 */
export function amount(
  count: number,
  noun: string,
  plural = `${noun}s`
): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : plural}`
}
