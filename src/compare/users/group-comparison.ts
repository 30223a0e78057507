import { fingerprint } from '../../snapshot/fingerprints.ts'
import type { GroupRecord } from '../../snapshot/records.ts'
import type { Changes } from './changes.ts'

/** A group as either side of a comparison has it. */
export type ComparedGroup = Pick<
  GroupRecord,
  'name' | 'description' | 'precedence' | 'roleArn'
>

/** Groups of two sides by their keys: all of the earlier side come first. */
export class GroupComparison {
  readonly #before = new Map<string, string>()
  readonly #now = new Set<string>()
  #added = 0
  #changed = 0

  addBefore(key: string, group: ComparedGroup): void {
    if (!this.#before.has(key)) this.#before.set(key, contentOf(group))
  }

  addNow(key: string, group: ComparedGroup): void {
    if (this.#now.has(key)) return
    this.#now.add(key)
    const content = this.#before.get(key)
    if (content === undefined) this.#added += 1
    else if (content !== contentOf(group)) this.#changed += 1
  }

  get changes(): Changes {
    const stayed = this.#now.size - this.#added
    return {
      added: this.#added,
      gone: this.#before.size - stayed,
      changed: this.#changed
    }
  }
}

/** Short, however long the texts are. */
function contentOf({ description, precedence, roleArn }: ComparedGroup) {
  const text = JSON.stringify([description, precedence, roleArn])
  return fingerprint(text, 8).join(' ')
}
