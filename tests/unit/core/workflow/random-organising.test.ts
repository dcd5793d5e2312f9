/** Random sequences of splitting, merging, moving, correcting, archiving and taking back, legal or not. */
import path from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { differingTables, replay, STATE_TABLES, stateRows } from '@core/record/replay'
import { verifyChain } from '@core/record/verify-chain'
import { openDatabase } from '@core/store/open-database'
import { inlineTaskRunner, type TaskRunner } from '@core/workers/pool'
import { correctKind } from '@core/workflow/correct'
import { eraseAuthor } from '@core/workflow/erase-author'
import { mergeSubmissions } from '@core/workflow/merge'
import { linkPieces, setArchived, unlinkPieces } from '@core/workflow/organise'
import { RefusedError } from '@core/workflow/refuse'
import { moveMessage, splitMessage } from '@core/workflow/split'
import { undoAct, unmergeSubmission } from '@core/workflow/undo'
import { fail } from '@shared/domain/result'
import { correctableKindSchema, type UndoRange } from '@shared/domain/work-item'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { authorOf } from '../scenario'
import { ARTICLE, corpusMail, rawMail, takeMail } from '../../../support/mails'

const SEED = Number(process.env['TEST_SEED'] ?? 20_261_126)

const which = fc.nat({ max: 12 })
const command = fc.oneof(
  fc.record({ do: fc.constant('split' as const), mail: which }),
  fc.record({ do: fc.constant('move' as const), mail: which, to: which }),
  fc.record({ do: fc.constant('merge' as const), from: which, to: which }),
  fc.record({ do: fc.constant('unmerge' as const), from: which }),
  fc.record({
    do: fc.constant('correct' as const),
    mail: which,
    kind: fc.constantFrom(...correctableKindSchema.options),
  }),
  fc.record({ do: fc.constant('archive' as const), from: which, archived: fc.boolean() }),
  fc.record({ do: fc.constant('link' as const), from: which, to: which, linked: fc.boolean() }),
  fc.record({ do: fc.constant('undo' as const), act: which }),
  fc.record({ do: fc.constant('reply' as const), mail: which, long: fc.boolean() }),
  fc.record({ do: fc.constant('erase' as const), from: which }),
)
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never

/** Reads and converts; what a text says is not looked at. */
const inline = inlineTaskRunner()
const unchecked: TaskRunner = {
  ...inline,
  run: async (name, input) =>
    name === 'check' || name === 'fingerprint' || name === 'compare'
      ? fail({ code: 'timeout', detail: 'not here' })
      : inline.run(name, input),
}

interface Day {
  readonly desk: TestDesk
  /** Hashes and Message-IDs of all mails. */
  readonly mails: { readonly hash: string; readonly messageId: string }[]
  readonly acts: UndoRange[]
}

async function run({ desk, mails, acts }: Day, what: Command): Promise<UndoRange | null> {
  const { context } = desk
  const ids = context.db.prepare('SELECT id FROM submissions ORDER BY number').pluck().all() as string[]
  const mail = (index: number) => mails[index % mails.length] ?? { hash: '', messageId: '' }
  const piece = (index: number): string => ids[index % ids.length] ?? ''
  switch (what.do) {
    case 'split':
      return splitMessage(context, mail(what.mail).hash).undo
    case 'move':
      return moveMessage(context, mail(what.mail).hash, piece(what.to))
    case 'merge':
      return mergeSubmissions(context, piece(what.from), piece(what.to))
    case 'unmerge':
      unmergeSubmission(context, piece(what.from))
      return null
    case 'correct':
      return correctKind(context, mail(what.mail).hash, what.kind).undo
    case 'archive':
      return setArchived(context, piece(what.from), what.archived)
    case 'link':
      return what.linked
        ? linkPieces(context, piece(what.from), piece(what.to))
        : unlinkPieces(context, piece(what.from), piece(what.to))
    case 'undo': {
      const act = acts[what.act % Math.max(1, acts.length)]
      if (act !== undefined) undoAct(context, act)
      return null
    }
    case 'erase':
      await eraseAuthor(context, authorOf(context, piece(what.from)), 'person-asked')
      return null
    case 'reply': {
      const messageId = `<reply-${mails.length}@mail.example>`
      const text = what.long ? `${mails.length} ${ARTICLE.slice(0, 700)}` : '好的'
      const raw = rawMail({ messageId, inReplyTo: mail(what.mail).messageId, text })
      mails.push({ hash: (await takeMail(context, raw)).hash, messageId })
      return null
    }
  }
}

const state = ({ context }: TestDesk): string =>
  STATE_TABLES.flatMap((table) => stateRows(context.db, table)).join('\n')

function expectOnePiece(desk: TestDesk, mails: Day['mails']): void {
  const { db } = desk.context
  expect(verifyChain(db).problems).toEqual([])
  const opened = openDatabase(path.join(desk.profileDir, 'replayed.db'))
  if (!opened.ok) throw new Error(JSON.stringify(opened.error))
  replay(db, opened.value)
  expect(differingTables(db, opened.value)).toEqual([])
  opened.value.close()

  // A mail is in one piece at most, and none of it is in a piece that no list shows.
  const twice = db.prepare('SELECT hash FROM submission_messages GROUP BY hash HAVING count(*) > 1').all()
  expect(twice).toEqual([])
  const hidden = db
    .prepare(
      `SELECT m.hash FROM submission_messages m JOIN submissions s ON s.id = m.submission_id WHERE s.merged_into IS NOT NULL`,
    )
    .all()
  expect(hidden).toEqual([])
  // Versions of a piece are numbered from one, its newest is the one that it shows, and lies where its mail is.
  const wrong = db
    .prepare(
      `SELECT s.id FROM submissions s WHERE s.merged_into IS NULL AND (
         s.versions <> (SELECT count(*) FROM manuscript_versions v WHERE v.submission_id = s.id)
         OR s.versions <> coalesce((SELECT max(ordinal) FROM manuscript_versions v WHERE v.submission_id = s.id), 0)
         OR s.current_version_id IS NOT (SELECT id FROM manuscript_versions v WHERE v.submission_id = s.id ORDER BY ordinal DESC LIMIT 1)
         OR EXISTS (SELECT 1 FROM manuscript_versions v WHERE v.submission_id = s.id
           AND NOT EXISTS (SELECT 1 FROM submission_messages m WHERE m.submission_id = s.id AND m.hash = v.message_hash)))`,
    )
    .all()
  expect(wrong).toEqual([])
  // Nothing was lost.
  const kept = db.prepare('SELECT count(*) FROM messages').pluck().get()
  expect(kept).toBe(new Set(mails.map(({ hash }) => hash)).size)
}

it(
  `whatever an editor puts together or apart, the desk stays in one piece (seed ${SEED})`,
  { timeout: 180_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 4, maxLength: 14 }), async (commands) => {
        const desk = openTestDesk({ tasks: unchecked })
        try {
          const day: Day = { desk, mails: [], acts: [] }
          for (const [index, from] of ['zhou@mail.example', 'lin@mail.example', 'chen@mail.example'].entries()) {
            const messageId = `<${index}@start.example>`
            const text = `${index} ${ARTICLE.slice(0, 700)}`
            const { hash } = await takeMail(
              desk.context,
              rawMail({ from, messageId, text, subject: `第 ${index} 篇稿件` }),
            )
            day.mails.push({ hash, messageId })
          }
          const { hash } = await takeMail(desk.context, corpusMail('12'))
          day.mails.push({ hash, messageId: '<none@start.example>' })
          for (const what of commands) {
            const before = state(desk)
            try {
              const undo = await run(day, what)
              if (undo !== null) day.acts.push(undo)
            } catch (error) {
              if (!(error instanceof RefusedError)) throw error
              expect(state(desk)).toBe(before)
            }
          }
          expectOnePiece(desk, day.mails)
        } finally {
          desk.close()
        }
      }),
      { seed: SEED, numRuns: 30, endOnFailure: true },
    )
  },
)
