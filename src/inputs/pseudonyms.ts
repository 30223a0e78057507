import type { PseudonymChoice } from '../restore/policies.ts'
import { wrong } from './kinds.ts'
import { INPUTS, type Values } from './table.ts'

/** @throws UserError `input` where the inputs contradict each other */
export function readPseudonyms(
  values: Values<'restore'>
): PseudonymChoice | undefined {
  const key = values['pseudonym-key']
  const keep = values['keep-attributes']
  if (values.pseudonymise === 'none') {
    if (key !== undefined) throw withoutStable('pseudonym-key')
    if (keep.length > 0) throw withoutStable('keep-attributes')
    return undefined
  }
  if (key === undefined) {
    const { example } = INPUTS['pseudonym-key']
    throw wrong(
      { name: 'pseudonym-key', example },
      'is missing, and pseudonymise is stable'
    )
  }
  if (values['federated-users'] === 'link') {
    throw wrong(
      { name: 'federated-users', example: 'skip' },
      'is link, which would link made-up users to real people; pseudonymise is stable'
    )
  }
  if (values['sub-attribute'] !== undefined) {
    throw wrong(
      { name: 'sub-attribute', example: INPUTS['sub-attribute'].default },
      'would keep the subs of real people with made-up users; pseudonymise is stable'
    )
  }
  return { key, keep }
}

function withoutStable(name: 'pseudonym-key' | 'keep-attributes') {
  return wrong(
    { name, example: INPUTS[name].default },
    'is given, and pseudonymise is none: the real users would be restored; set pseudonymise to stable'
  )
}
