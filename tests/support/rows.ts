/** What must stay as it was when a request is refused. */
import { expect } from 'vitest'
import { STATE_TABLES, stateRows } from '@core/record/replay'
import { RefusedError } from '@core/workflow/refuse'
import type { RefusalCode } from '@shared/domain/refusal'
import type { TestDesk } from './desk'

/** Every row of the record and of the state tables. */
export function allRows({ context: { db } }: TestDesk): string[] {
  const record = ['audit_events', 'audit_payloads'].map((table) =>
    JSON.stringify(db.prepare(`SELECT * FROM ${table}`).all()),
  )
  return [...record, ...STATE_TABLES.map((table) => `${table}: ${stateRows(db, table).join('\n')}`)]
}

/** Expects a refusal with its code, and that it left nothing behind. */
export async function expectRefusal(desk: TestDesk, code: RefusalCode, run: () => unknown): Promise<RefusedError> {
  const before = allRows(desk)
  const error = await outcomeOf(run)
  if (!(error instanceof RefusedError)) throw error instanceof Error ? error : new Error('nothing was refused')
  expect(error.refusal.code).toBe(code)
  expect(allRows(desk)).toEqual(before)
  return error
}

async function outcomeOf(run: () => unknown): Promise<unknown> {
  try {
    await run()
    return null
  } catch (error) {
    return error
  }
}
