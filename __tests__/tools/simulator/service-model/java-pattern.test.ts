import { describe, expect, test } from '@jest/globals'
import { javaPattern } from '../../../../simulator/service-model/java-pattern.ts'
import { MODELLED, modelOf } from '../../../../simulator/service-model/model.ts'

describe('a pattern of Java', () => {
  test.each([
    ['[\\S]+', 'a\u00a0b', true],
    ['[\\S]+', 'a b', false],
    ['\\S', '🎂', true],
    ['[\\w\\s+=,.@-]+', 'a b', true],
    ['[\\w\\s+=,.@-]+', 'a\u00a0b', false],
    ['\\s', '\ufeff', false],
    ['[\\w]+', 'é', false],
    ['(?s).*', 'a\nb', true],
    ['.*', 'a\nb', false],
    ['.*', 'a\u0085b', false],
    ['a.b', 'a🎂b', true],
    ['[\\w+=,.@\\:-]*', 'a:b-c', true],
    ['[.]', 'a', false],
    ['a\\.b', 'axb', false],
    ['a\\-b', 'a-b', true],
    ['[A-Za-z0-9-_=.]+', 'a-_=.', true],
    ['a|b', 'ab', false],
    ['^a$', 'a\n', false],
    ['[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+', 'José+🎂@x', true],
    ['[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+', 'a b', false]
  ])('%j matches %j: %j', (pattern, text, matches) => {
    expect(javaPattern(pattern).test(text)).toBe(matches)
  })

  test.each(MODELLED)('of the model of %s can be translated', service => {
    const patterns = Object.values(modelOf(service).shapes).flatMap(
      ({ pattern }) => pattern ?? []
    )
    for (const pattern of patterns) {
      expect(javaPattern(pattern)).toBeInstanceOf(RegExp)
    }
    // What no translation knows: flags, sets of sets, possessive quantifiers.
    const odd = patterns.filter(one =>
      /\(\?(?![:!=]|<!)|&&|[+*?}]\+|\[[^\]]*\[/.test(
        one.replace(/^\(\?s\)/, '').replaceAll(/\\./gs, 'x')
      )
    )
    expect(odd).toEqual([])
  })
})
