/**
 * The circles of a graph: its strongly connected components of two nodes or
 * more (Tarjan's algorithm).
 */
export function circlesOf<T>(graph: ReadonlyMap<T, readonly T[]>): T[][] {
  const order = new Map<T, number>()
  const open: T[] = []
  const isOpen = new Set<T>()
  const circles: T[][] = []
  for (const node of graph.keys()) if (!order.has(node)) visit(node)
  return circles

  function visit(node: T): number {
    const own = order.size
    let low = own
    order.set(node, own)
    open.push(node)
    isOpen.add(node)
    for (const next of graph.get(node) ?? []) {
      const seen = order.get(next)
      if (seen === undefined) low = Math.min(low, visit(next))
      else if (isOpen.has(next)) low = Math.min(low, seen)
    }
    if (low === own) close(node)
    return low
  }

  function close(node: T): void {
    const component = open.splice(open.indexOf(node))
    for (const member of component) isOpen.delete(member)
    if (component.length > 1) circles.push(component)
  }
}
