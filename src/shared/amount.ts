/**
 * A number with its noun: "0 users", "1 user", "12,345 users".
 *
 * @param noun in the singular
 * @param plural if it isn't the singular with an s
 */
export function amount(
  count: number,
  noun: string,
  plural = `${noun}s`
): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : plural}`
}
