/** What a check is told besides the text: what nobody settled, and who else says the same. */
import { getCheck } from '@core/store/repositories/manuscripts'
import { getSubmission } from '@core/store/repositories/submissions'
import { inlineTaskRunner, type TaskRunner } from '@core/workers/pool'
import { checkVersion } from '@core/workflow/checking'
import { setProvenance } from '@core/workflow/review'
import type { CheckContext } from '@shared/domain/compliance'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { ARTICLE, takeSubmission } from '../../../support/mails'

let desk: TestDesk
/** What each check was told, oldest first. */
let told: CheckContext[]
beforeEach(() => {
  told = []
  const runner = inlineTaskRunner()
  const listening: TaskRunner = {
    ...runner,
    run: (name, input, ...more) => {
      if (name === 'check' && 'context' in input) told.push(input.context)
      return runner.run(name, input, ...more)
    },
  }
  desk = openTestDesk({ tasks: listening })
})
afterEach(() => desk.close())

const versionOf = (id: string): string => getSubmission(desk.context.db, id)?.currentVersionId ?? ''
const leads = (id: string): Record<string, string | undefined> =>
  Object.fromEntries(
    (getCheck(desk.context.db, versionOf(id))?.findings ?? [])
      .filter(({ clause }) => clause === '3.2' || clause === '3.3')
      .map(({ clause, detail }) => [clause, detail]),
  )
const ADVERT = `${ARTICLE}\n\n想要资料的，微信号：zhuanqian888，名额有限。`

describe('what nobody settled', () => {
  it('is told, and a fact that is settled or opened again is checked again; another wording is not', async () => {
    const id = await takeSubmission(desk.context)
    expect(told.at(-1)?.open).toContain('ai-statement')
    const settle = (value: string): string | null =>
      setProvenance(desk.context, id, { field: 'ai-statement', value, saidIn: '来信' })
    expect(settle('未使用 AI')).toBe(versionOf(id))
    await checkVersion(desk.context, versionOf(id))
    expect(told.at(-1)?.open).not.toContain('ai-statement')
    expect(settle('没有用 AI')).toBeNull()
    expect(settle('')).toBe(versionOf(id))
  })

  it('is seen by a check that was under way when it was settled', async () => {
    const id = await takeSubmission(desk.context)
    const running = checkVersion(desk.context, versionOf(id))
    setProvenance(desk.context, id, { field: 'signature', value: '周舟', saidIn: '来信' })
    await running
    expect(told.at(-1)?.open).not.toContain('signature')
  })
})

describe('sales talk that came before', () => {
  it('is a lead: of the same author, and of others', async () => {
    const first = await takeSubmission(desk.context, { text: ADVERT, date: 'Mon, 03 Aug 2026 09:00:00 +0800' })
    expect(leads(first)).toEqual({})
    const again = await takeSubmission(desk.context, { text: ADVERT, date: 'Mon, 07 Sep 2026 09:00:00 +0800' })
    expect(leads(again)).toEqual({ '3.2': '1' })
    const other = await takeSubmission(desk.context, { text: ADVERT, from: 'other@mail.example' })
    expect(leads(other)).toEqual({ '3.3': '2' })
  })

  it('an honest piece that comes twice is none', async () => {
    await takeSubmission(desk.context, { date: 'Mon, 03 Aug 2026 09:00:00 +0800' })
    const again = await takeSubmission(desk.context)
    expect(leads(again)).toEqual({})
    expect(told.at(-1)?.history).toEqual({ own: 0, others: 0 })
  })
})
