import { circlesOf } from './circles.ts'

/** A file and the files that it imports, as paths from the project's root. */
export interface SourceFile {
  path: string
  imports: string[]
}

export interface Figures {
  /** The folders and the loose files directly in the folder. */
  rooms: number
  /** Imports from one room to another, files counted and not names. */
  between: number
  /** The fewest of these that keep the rooms from standing in one order. */
  back: number
  /** Circles of files, imports of types included. */
  circles: number
}

/** The figures of a folder, such as `src`; imports across its border don't count. */
export function figuresOf(folder: string, files: SourceFile[]): Figures {
  const inside = files.filter(({ path }) => path.startsWith(`${folder}/`))
  const known = new Set(inside.map(({ path }) => path))
  const roomOf = (path: string) => path.slice(folder.length + 1).split('/')[0]
  const rooms = [...new Set(inside.map(({ path }) => roomOf(path)))]
  const counts = rooms.map(() => rooms.map(() => 0))
  const graph = new Map<string, string[]>()
  let between = 0
  for (const { path, imports } of inside) {
    const targets = imports.filter(target => known.has(target))
    graph.set(path, targets)
    const row = counts[rooms.indexOf(roomOf(path))] ?? []
    for (const target of targets) {
      const column = rooms.indexOf(roomOf(target))
      if (roomOf(path) === roomOf(target)) continue
      row[column] = (row[column] ?? 0) + 1
      between += 1
    }
  }
  return {
    rooms: rooms.length,
    between,
    back: fewestBack(counts),
    circles: circlesOf(graph).length
  }
}

/**
 * The fewest imports that run back in any order of the rooms. Only rooms in one
 * circle have such imports, so each circle of rooms is ordered by itself.
 */
function fewestBack(counts: number[][]): number {
  const graph = new Map(
    counts.map((row, room) => [
      room,
      row.flatMap((count, other) => (count > 0 ? [other] : []))
    ])
  )
  let sum = 0
  for (const circle of circlesOf(graph)) {
    const inner = circle.map(room =>
      circle.map(other => counts[room]?.[other] ?? 0)
    )
    sum += fewestBackInCircle(inner)
  }
  return sum
}

/** Tries each set of rooms as the upper ones: 2ⁿ sets for n rooms. */
function fewestBackInCircle(counts: number[][]): number {
  const most = 20
  if (counts.length > most)
    throw new RangeError(`More than ${most} rooms are in one circle.`)
  const best = new Float64Array(2 ** counts.length).fill(Infinity)
  best[0] = 0
  for (let upper = 0; upper < best.length; upper++)
    for (const [room, row] of counts.entries()) {
      const bit = 1 << room
      if (upper & bit) continue
      let cost = best[upper] ?? 0
      for (const [other, count] of row.entries())
        if (upper & (1 << other)) cost += count
      best[upper | bit] = Math.min(best[upper | bit] ?? Infinity, cost)
    }
  return best.at(-1) ?? 0
}
