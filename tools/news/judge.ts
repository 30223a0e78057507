export interface Judgement {
  /** News without a reason to leave it out. */
  open: string[]
  /** Reasons for what is no news. */
  stale: string[]
}

/**
 * @param news as `SERVICE NAME`, from several publishers
 * @param leftOut a reason for each that stays out
 */
export function judge(
  news: readonly string[],
  leftOut: Readonly<Record<string, string>>
): Judgement {
  const names = [...new Set(news)].sort()
  return {
    open: names.filter(name => !(name in leftOut)),
    stale: Object.keys(leftOut).filter(name => !names.includes(name))
  }
}
