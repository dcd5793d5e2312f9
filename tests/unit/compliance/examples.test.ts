import { exampleFailures } from '@core/compliance'
import { describe, expect, it } from 'vitest'
import { packs } from './packs'

describe('the examples of every shipped rule', () => {
  it.each(packs.map((pack) => [pack.name, pack] as const))('%s does what its examples say', (_name, pack) => {
    expect(exampleFailures(pack)).toEqual([])
  })
})
