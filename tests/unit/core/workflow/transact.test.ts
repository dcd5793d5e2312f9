/** When a transaction is on the disk. */
import { transact, transactUnsynced } from '@core/workflow/context'
import { expect, it } from 'vitest'
import { openTestDesk } from '../../../support/desk'

it('every transaction waits for the disk but one that can be done again, also after one that failed', () => {
  const desk = openTestDesk()
  const { context } = desk
  // SQLite's own numbers: 1 is NORMAL, 2 is FULL.
  const synchronous = (): unknown => context.db.pragma('synchronous', { simple: true })
  expect(transact(context, synchronous)).toBe(2)
  expect(transactUnsynced(context, synchronous)).toBe(1)
  expect(transact(context, synchronous)).toBe(2)
  const failing = (): never => {
    throw new Error('no')
  }
  expect(() => transactUnsynced(context, failing)).toThrow('no')
  expect(synchronous()).toBe(2)
  // Inside another it would change what that one promises.
  expect(() => transact(context, () => transactUnsynced(context, synchronous))).toThrow()
  expect(synchronous()).toBe(2)
  desk.close()
})
