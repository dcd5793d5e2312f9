/** The driver of `npm run bench:author`: an author with 2,000 mails and 500 notes is opened, beside a plain SELECT of the same rows. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { inlineTaskRunner } from '@core/workers/pool'
import { authorRecord } from '@core/workflow/authors'
import { addNote } from '@core/workflow/contact-notes'
import { nameEditor } from '@core/workflow/desk'
import { append, DESK_ITSELF } from '@core/workflow/context'
import { openDesk } from '@core/workflow/open-desk'
import { noKeyring } from '@core/workflow/secrets'
import { change, type DeskChange } from '@shared/domain/event'
import { projectDir } from '../../../scripts/lib/paths.mjs'
import { openInWindow } from './in-window'

const { values } = parseArgs({
  options: {
    mails: { type: 'string', default: '2000' },
    notes: { type: 'string', default: '500' },
    rounds: { type: 'string', default: '20' },
    json: { type: 'boolean', default: false },
    /** In the real window as well. */
    window: { type: 'boolean', default: false },
  },
})
const [mails, notes, rounds] = [Number(values.mails), Number(values.notes), Number(values.rounds)]
/** Mails of one piece. */
const THREAD = 4
/** Milliseconds that opening may take. */
const AIM = 200

const folder = mkdtempSync(path.join(os.tmpdir(), 'tougao-bench-author-'))
try {
  const opened = openDesk({
    profileDir: folder,
    resourcesDir: path.join(projectDir, 'resources'),
    tasks: inlineTaskRunner(),
    keyring: noKeyring,
    mode: 'write',
  })
  if (!opened.ok) throw new Error(JSON.stringify(opened.error))
  const { context, close } = opened.value
  const authorId = 'author'
  nameEditor(context, '小羽毛')
  const changes: DeskChange[] = [
    change('author.registered', 'other', { authorId: 'other', name: '林夕', address: 'lin@mail.example' }),
    change('author.registered', authorId, { authorId, name: '周舟', address: 'zhou@mail.example' }),
  ]
  for (let at = 0; at < mails; at += 1) {
    const submissionId = `piece-${Math.floor(at / THREAD)}`
    const messageHash = String(at).padStart(64, '0')
    const receivedAt = Date.UTC(2026, 0, 1) + at * 3_600_000
    if (at % THREAD === 0) {
      const number = `2601-${String(at / THREAD + 1).padStart(3, '0')}`
      const subject = `投稿：第 ${at} 篇`
      const facts = { title: subject, subject, receivedAt, messageHash, attachments: 0, expiringLinks: 0 }
      changes.push(change('submission.registered', submissionId, { submissionId, number, authorId, ...facts }))
    }
    const states = { from: 'new', to: 'new' } as const
    changes.push(
      change('submission.message-joined', submissionId, {
        submissionId,
        messageHash,
        kind: at % THREAD === 0 ? 'submission' : 'reply',
        receivedAt,
        ...states,
      }),
    )
  }
  context.db.transaction(() => append(context, changes, DESK_ITSELF))()
  for (let at = 0; at < notes; at += 1) {
    addNote(context, { authorId, channel: 'wechat', text: `第 ${at} 条：聊了选题和排期，下周三前给初稿。` })
  }

  const opens: number[] = []
  const selects: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    opens.push(timed(() => JSON.stringify(authorRecord(context, authorId))))
    selects.push(
      timed(() =>
        JSON.stringify([
          context.db.prepare('SELECT * FROM submissions WHERE author_id = ? ORDER BY received_at DESC').all(authorId),
          context.db.prepare('SELECT * FROM contact_notes WHERE author_id = ? ORDER BY at DESC').all(authorId),
        ]),
      ),
    )
  }
  close()
  const shown = values.window ? await openInWindow(folder, '周舟', Math.min(rounds, 10)) : null
  const result = {
    mails,
    notes,
    openMs: { median: middle(opens), slowest: Math.max(...opens) },
    plainSelectMs: { median: middle(selects), slowest: Math.max(...selects) },
    ...(shown !== null && { windowMs: { median: middle(shown), slowest: Math.max(...shown) } }),
    aimMs: AIM,
  }
  process.stdout.write(
    values.json
      ? `${JSON.stringify(result)}\n`
      : `${mails} mails, ${notes} notes, ${rounds} rounds. Opening the record: median ${show(result.openMs.median)} ms, slowest ` +
          `${show(result.openMs.slowest)} ms (aim ${AIM}). A plain SELECT of its pieces and notes: median ` +
          `${show(result.plainSelectMs.median)} ms, slowest ${show(result.plainSelectMs.slowest)} ms.\n` +
          (result.windowMs === undefined
            ? ''
            : `In the window, from the click to the painted record: median ${show(result.windowMs.median)} ms, slowest ${show(result.windowMs.slowest)} ms.\n`),
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Milliseconds that something takes. */
function timed(run: () => unknown): number {
  const began = performance.now()
  run()
  return performance.now() - began
}

function middle(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
}

function show(milliseconds: number): string {
  return milliseconds.toFixed(1)
}
