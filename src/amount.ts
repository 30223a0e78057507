/**
 * A number of things in words: "0 users", "1 user", "12,345 users".
 * @param noun its singular
 */
export function amount(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`
}
