import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { CANONICAL_JSON_DEPTH, canonicalJson } from '@shared/canonical-json'
import { wellFormed } from '@shared/well-formed'

/** The double of an IEEE 754 bit pattern, as RFC 8785's appendix B writes it. */
function double(bits: string): number {
  const view = new DataView(new ArrayBuffer(8))
  view.setBigUint64(0, BigInt(`0x${bits}`))
  return view.getFloat64(0)
}

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < depth; level += 1) value = [value]
  return value
}

describe('canonical JSON (RFC 8785)', () => {
  it('writes the example of section 3.2.2', () => {
    const source = String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`
    expect(canonicalJson(JSON.parse(source))).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    )
  })

  it('sorts by UTF-16 code units: the example of section 3.2.3', () => {
    const source = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    }
    const names = Object.values(JSON.parse(canonicalJson(source)) as Record<string, string>)
    // `JSON.parse` puts the integer-like name first; the text itself has it second.
    expect(canonicalJson(source).startsWith(String.raw`{"\r":"Carriage Return","1":"One",`)).toBe(true)
    expect(names.slice(2)).toEqual([
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ])
  })

  it.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['ffefffffffffffff', '-1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['c340000000000000', '-9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['44b52d02c7e14af7', '1.0000000000000001e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555554', '333333333.33333325'],
    ['41b3de4355555555', '333333333.3333333'],
    ['41b3de4355555556', '333333333.3333334'],
    ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('writes the number %s of appendix B', (bits, written) => {
    expect(canonicalJson(double(bits))).toBe(written)
  })

  it('writes a value the same whatever the order of its members', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).toReversed())
        expect(canonicalJson(wellFormed(turned))).toBe(canonicalJson(wellFormed(value)))
        expect(JSON.parse(canonicalJson(wellFormed(value)))).toEqual(JSON.parse(JSON.stringify(wellFormed(value))))
      }),
      { seed: 8785 },
    )
  })

  it('leaves a member out that is undefined', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}')
  })

  it.each([
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['undefined', undefined],
    ['undefined in an array', [undefined]],
    // eslint-disable-next-line no-sparse-arrays
    ['a hole in an array', [1, , 2]],
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['a bigint', 1n],
    ['a date', new Date(0)],
    ['a map', new Map([['a', 1]])],
    ['bytes', new Uint8Array(2)],
    ['a lone surrogate', 'a\ud83d'],
    ['a lone surrogate in a name', { '\ude00': 1 }],
  ])('refuses %s, which JSON cannot say', (_name, value) => {
    expect(() => canonicalJson(value)).toThrow(/canonical JSON/)
  })

  it('takes values that nest as deep as the limit and no deeper', () => {
    expect(canonicalJson(nested(CANONICAL_JSON_DEPTH))).toContain('1')
    expect(() => canonicalJson(nested(CANONICAL_JSON_DEPTH + 1))).toThrow(/at most/)
    const cycle: unknown[] = []
    cycle.push(cycle)
    expect(() => canonicalJson(cycle)).toThrow(/at most/)
  })
})

describe('wellFormed', () => {
  it('replaces halves of surrogate pairs anywhere and nothing else', () => {
    const value = { a: ['\ud83d\ude00', '\ud83d', { b: 'x\ude00y' }], n: 1, none: null }
    expect(wellFormed(value)).toEqual({ a: ['\ud83d\ude00', '\ufffd', { b: 'x\ufffdy' }], n: 1, none: null })
  })
})
