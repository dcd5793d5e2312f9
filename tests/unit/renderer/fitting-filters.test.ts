import { fittingFilters } from '@renderer/components/fitting-filters'
import { describe, expect, it } from 'vitest'

const items = (...widths: number[]) => widths.map((width) => ({ width, keep: false }))

describe('fittingFilters', () => {
  it('shows all where there is room', () => {
    expect(fittingFilters(items(50, 50, 50), 154)).toEqual([true, true, true])
    expect(fittingFilters(items(50, 50), Number.POSITIVE_INFINITY)).toEqual([true, true])
  })

  it('shows whole ones in their order, none after the first without room', () => {
    expect(fittingFilters(items(50, 80, 20), 130)).toEqual([true, false, false])
  })

  it('keeps what must be seen at the cost of others', () => {
    expect(fittingFilters([...items(50, 50), { width: 60, keep: true }], 120)).toEqual([true, false, true])
  })
})
