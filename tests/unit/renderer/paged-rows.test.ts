import { neededPages } from '@renderer/components/page-numbers'
import { expect, it } from 'vitest'

it('asks for the pages that are looked at, and for the first, which says how many rows there are', () => {
  expect(neededPages(0, 20)).toEqual([0])
  expect(neededPages(190, 210)).toEqual([0, 1])
  expect(neededPages(50_000, 50_020)).toEqual([0, 250])
  expect(neededPages(399, 400)).toEqual([0, 1, 2])
})
