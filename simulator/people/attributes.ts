import { flat } from '../flat-text.ts'
import type { Random } from '../random.ts'
import { integer, pick } from '../random.ts'
import { hostileValues } from './hostile.ts'
import type { Name } from './names.ts'
import { departments, locales, zones } from './names.ts'
import type { SignIn } from './options.ts'

/**
 * The attributes of one person. Everyone has a unique value of the attributes
 * to sign in with; some people lack any other attribute.
 */
export function personalAttributes(
  random: Random,
  index: number,
  name: Name,
  signIn: SignIn
): Map<string, string> {
  const attributes = new Map<string, string>()
  attributes.set('given_name', name.given)
  attributes.set('family_name', name.family)
  if (random() < 0.7)
    attributes.set('name', flat(`${name.given} ${name.family}`))
  addEmail(random, index, name, signIn, attributes)
  addPhone(random, index, signIn, attributes)
  if (random() < 0.5) attributes.set('locale', pick(random, locales))
  if (random() < 0.3) attributes.set('zoneinfo', pick(random, zones))
  if (random() < 0.2)
    attributes.set('birthdate', `${1940 + integer(random, 70)}-02-28`)
  if (signIn === 'alias' && random() < 0.3)
    attributes.set('preferred_username', `${name.latin}-${index}`)
  if (random() < 0.6)
    attributes.set('custom:department', pick(random, departments))
  if (random() < 0.5)
    attributes.set('custom:level', String(integer(random, 10)))
  attributes.set('custom:tenant', `t-${index % 7}`)
  const note = hostileValueAt(index)
  if (note !== undefined) attributes.set('custom:note', note)
  return attributes
}

function addEmail(
  random: Random,
  index: number,
  { latin }: Name,
  signIn: SignIn,
  attributes: Map<string, string>
): void {
  const share = random()
  if (signIn !== 'email' && share < 0.08) return
  const tag = share > 0.95 ? '+news' : ''
  const local = share > 0.9 ? latin.toUpperCase() : latin
  attributes.set('email', flat(`${local}.${index}${tag}@example.com`))
  attributes.set('email_verified', random() < 0.88 ? 'true' : 'false')
}

function addPhone(
  random: Random,
  index: number,
  signIn: SignIn,
  attributes: Map<string, string>
): void {
  if (signIn !== 'phone' && random() > 0.4) return
  const number = String(index).padStart(8, '0')
  attributes.set('phone_number', flat(`+4915${number}`))
  attributes.set('phone_number_verified', random() < 0.8 ? 'true' : 'false')
}

/**
 * A quarter of the people have one; the first fifty-six people cover them all.
 */
function hostileValueAt(index: number): string | undefined {
  if (index % 4 !== 3) return undefined
  return hostileValues[((index - 3) / 4) % hostileValues.length]
}

/** Removes hostile values, and verifies the address that the pool requires. */
export function makePlain(
  attributes: Map<string, string>,
  index: number,
  signIn: SignIn
): void {
  attributes.delete('custom:note')
  attributes.delete('custom:department')
  if (signIn === 'phone') {
    attributes.set('phone_number_verified', 'true')
    return
  }
  if (!attributes.has('email'))
    attributes.set('email', flat(`person.${index}@example.com`))
  attributes.set('email_verified', 'true')
}
