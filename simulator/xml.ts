/** An XML element: its name, its attributes, and text or more elements. */
export interface Element {
  name: string
  attributes?: Record<string, string>
  content: string | readonly Element[]
}

/** An element with text, numbers and truth values written out. */
export function element(
  name: string,
  content: string | number | boolean | readonly Element[]
): Element {
  return typeof content === 'object'
    ? { name, content }
    : { name, content: String(content) }
}

/** A whole document. */
export function xmlDocument(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${render(root)}`
}

function render({ name, attributes = {}, content }: Element): string {
  const list = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escape(value)}"`)
    .join('')
  const inner =
    typeof content === 'string' ? escape(content) : content.map(render).join('')
  return `<${name}${list}>${inner}</${name}>`
}

/**
 * Control characters have no place in XML 1.0, not even escaped; S3 answers
 * keys that have some only with `encoding-type=url`.
 */
function escape(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/\r/g, '&#13;')
}
