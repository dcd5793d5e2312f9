import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openOutbox } from '@core/jobs/outbox'
import { LONGEST_SLEEP, startScheduler, type Scheduler } from '@core/jobs/scheduler'
import { openSync } from '@core/jobs/sync'
import { lettersInState } from '@core/store/repositories/decisions'
import { getSubmission, listSubmissions } from '@core/store/repositories/submissions'
import { followUpsOfAuthor, unremindedFollowUps } from '@core/store/repositories/authors'
import { setFollowUpNotices, setLetterSettings } from '@core/workflow/desk'
import { addFollowUp } from '@core/workflow/follow-ups'
import { localDate } from '@core/workflow/local-date'
import { openWriteBack } from '@core/jobs/write-back'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { rawMail, takeSubmission } from '../../../support/mails'
import { SOON } from '../../../support/soon'
import { decideWithLetter, giveMaildir } from '../scenario'

let desk: TestDesk
let scheduler: Scheduler | null = null
let bugs: unknown[]
let told: string[]
beforeEach(() => {
  bugs = []
  told = []
  desk = openTestDesk({ clock: { now: Date.now, advance: () => undefined, set: () => undefined } })
})
afterEach(() => {
  vi.useRealTimers()
  scheduler?.close()
  desk.close()
})

function begin(): { wake: () => void; close: () => Promise<void> } {
  const sync = openSync(desk.context)
  const outbox = openOutbox(desk.context)
  const writeBack = openWriteBack(desk.context)
  scheduler = startScheduler(
    desk.context,
    sync,
    outbox,
    writeBack,
    (error) => bugs.push(error),
    (kind, count) => told.push(`${kind} ${count}`),
  )
  const { wake, close } = scheduler
  return {
    wake,
    close: async () => {
      close()
      await Promise.all([sync.close(), outbox.close()])
    },
  }
}

const sent = () => lettersInState(desk.context.db, 'sent').length

it('pulls and checks at its start, sends what becomes due, and stops', async () => {
  const folder = await giveMaildir(desk)
  setLetterSettings(desk.context, '', 1)
  writeFileSync(path.join(folder, 'new', '1.a'), rawMail())
  const { close } = begin()
  const pieces = () => listSubmissions(desk.context.db, { filter: 'all', query: '', offset: 0, limit: 10 }).rows
  await vi.waitFor(() => expect(pieces()).toHaveLength(1), SOON)

  decideWithLetter(desk.context, pieces()[0]!.id, 'reject')
  scheduler?.wake()
  expect(sent()).toBe(0)
  await vi.waitFor(() => expect(sent()).toBe(1), SOON)
  await close()
  expect(bugs).toEqual([])
})

it('tells the system of what is due, once, unless the desk is set otherwise', async () => {
  const submissionId = await takeSubmission(desk.context)
  const authorId = getSubmission(desk.context.db, submissionId)?.authorId ?? ''
  const due = localDate(Date.now(), desk.context.zone)
  const plan = () => addFollowUp(desk.context, { authorId, submissionId: null, text: '问选题', due })
  const open = () => followUpsOfAuthor(desk.context.db, authorId).length
  setFollowUpNotices(desk.context, false)
  plan()
  const quiet = begin()
  await vi.waitFor(() => expect(unremindedFollowUps(desk.context.db, due)).toEqual([]), SOON)
  expect([open(), told]).toEqual([1, []])
  await quiet.close()
  setFollowUpNotices(desk.context, true)
  plan()
  const { close } = begin()
  await vi.waitFor(() => expect(told).toEqual(['follow-ups-due 1']), SOON)
  await close()
})

it('goes on after an error, without asking again at once', async () => {
  await giveMaildir(desk)
  setLetterSettings(desk.context, '', 0)
  decideWithLetter(desk.context, await takeSubmission(desk.context), 'reject')
  const pages = desk.context.db.pragma('page_count', { simple: true }) as number
  desk.context.db.exec('CREATE TABLE ballast (x TEXT); INSERT INTO ballast VALUES (zeroblob(0))')
  desk.context.db.pragma(`max_page_count = ${pages + 2}`)
  for (let full = false; !full;) {
    try {
      desk.context.db.exec('INSERT INTO ballast VALUES (hex(randomblob(20)))')
    } catch {
      full = true
    }
  }
  // Only the timers stand: what the desk does goes on.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { wake, close } = begin()
  const failures = (): number => bugs.filter((bug) => String(bug).includes('full')).length
  while (failures() === 0) await new Promise(setImmediate)
  const before = failures()
  await vi.advanceTimersByTimeAsync(LONGEST_SLEEP - 1)
  expect(failures()).toBe(before)
  await vi.advanceTimersByTimeAsync(1)
  while (failures() === before) await new Promise(setImmediate)
  expect(sent()).toBe(0)
  vi.useRealTimers()
  desk.context.db.pragma('max_page_count = 1000000')
  wake()
  await vi.waitFor(() => expect(sent()).toBe(1), SOON)
  await close()
})
