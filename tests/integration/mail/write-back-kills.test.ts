/** The command line, killed with -9 wherever chance has it while it writes decisions back to a real mailbox. */
import path from 'node:path'
import { rmSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Verdict } from '@shared/domain/decision'
import { DEFAULT_INTAKE } from '@shared/domain/intake'
import { stateKeyword } from '@shared/domain/mail-keywords'
import type { SubmissionState } from '@shared/domain/submission'
import { openWriteBack } from '@core/jobs/write-back'
import { countChanges } from '@core/store/repositories/server-changes'
import { listAccounts } from '@core/store/repositories/desk'
import { listSubmissions } from '@core/store/repositories/submissions'
import { setIntake } from '@core/workflow/accounts'
import type { DeskContext } from '@core/workflow/context'
import { recordDecision, revertDecision } from '@core/workflow/decisions'
import { openSubmission } from '@core/workflow/review'
import { ensureBuilt } from '../../../scripts/lib/build-output.mjs'
import { openTestDesk, temporaryFolder, testClock, type TestDesk } from '../../support/desk'
import { ensureMailPackages } from '../../support/mail-server/mail-packages'
import { startMailServer, type MailServer } from '../../support/mail-server/mail-server'
import { startTcpProxy, type TcpProxy } from '../../support/mail-server/tcp-proxy'
import { rawMail } from '../../support/mails'
import { randomNumbers, type RandomNumbers } from '../../support/random'
import { startTougao, tougaoJson } from '../../support/tougao'

const packages = await ensureMailPackages()
if (!packages.available) process.stderr.write(`Skipped, kills while writing back: ${packages.reason}\n`)

const PASSWORD = 's3cret'
const MAILS = 6
const KILLS = 16
const FOLDERS: Partial<Record<SubmissionState, string>> = { accepted: '录用', rejected: '处理过/已退稿' }
const VERDICTS: readonly (readonly [Verdict, SubmissionState])[] = [
  ['accept', 'accepted'],
  ['reject', 'rejected'],
  ['reserve', 'reserved'],
]

interface Decided {
  readonly id: string
  readonly state: SubmissionState
}

const messageId = (at: number): string => `<piece-${at}@mail.example>`

interface MailOnServer {
  readonly folder: string
  readonly flags: readonly string[]
}

describe.skipIf(!packages.available).each([
  ['with MOVE', undefined],
  ['that only copies and expunges', 'IMAP4rev1 UIDPLUS LITERAL+ ID NAMESPACE SPECIAL-USE'],
])('a server %s', (name, capability) => {
  let server: MailServer
  let proxy: TcpProxy
  let users = 0
  let user = ''
  let folder = ''
  let profile = ''
  let open: { profile: string; env: { TOUGAO_PASSPHRASE: string } }

  beforeAll(async () => {
    await ensureBuilt()
    server = await startMailServer({
      users: { box0: PASSWORD, box1: PASSWORD },
      ...(capability === undefined ? {} : { capability }),
    })
    proxy = await startTcpProxy({ port: server.imap.port })
  })
  beforeEach(() => {
    user = `box${users++}`
    folder = temporaryFolder()
    profile = path.join(folder, 'profile')
    open = { profile, env: { TOUGAO_PASSPHRASE: 'correct horse battery' } }
  })
  afterEach(() => {
    proxy.tap(null)
    rmSync(folder, { recursive: true, force: true })
  })
  afterAll(async () => {
    await proxy.stop()
    await server.stop()
  })

  /** At the desk itself, between two runs of the command line. */
  async function atDesk<T>(use: (desk: TestDesk) => T | Promise<T>): Promise<T> {
    const desk = openTestDesk({ profileDir: profile, keep: true, clock: testClock(Date.now()) })
    try {
      return await use(desk)
    } finally {
      desk.close()
    }
  }

  /** By subject: every place where a mail lies, with its flags. */
  async function onServer(): Promise<Map<string, MailOnServer[]>> {
    const said = await server.doveadm('-f', 'json', 'fetch', '-u', user, 'mailbox flags hdr.message-id', 'all')
    const mails = new Map<string, MailOnServer[]>()
    for (const row of JSON.parse(said) as Record<string, string>[]) {
      const id = row['hdr.message-id'] ?? ''
      const flags = (row['flags'] ?? '').split(' ').filter((flag) => flag !== '' && flag !== '\\Recent')
      mails.set(id, [...(mails.get(id) ?? []), { folder: row['mailbox'] ?? '', flags: flags.toSorted() }])
    }
    return mails
  }

  /** Runs a sync and kills it when so many bytes have come and gone, or with the n-th command that changes something. */
  async function killedSync(random: RandomNumbers): Promise<boolean> {
    const { child, done } = startTougao(['sync', '--json'], open)
    const [bytes, nth] = random.below(2) === 0 ? [random.below(9_000), Infinity] : [Infinity, 1 + random.below(6)]
    let [passed, changing] = [0, 0]
    proxy.tap((direction, piece) => {
      passed += piece.length
      // The server has it, and nobody will hear what it says.
      if (direction === 'toServer' && /UID (MOVE|STORE|COPY|EXPUNGE) /.test(piece.toString('latin1'))) changing += 1
      if (passed >= bytes || changing >= nth) child.kill('SIGKILL')
    })
    const { code } = await done
    proxy.tap(null)
    return code === null
  }

  async function begin(): Promise<void> {
    for (let at = 0; at < MAILS; at += 1) {
      await server.deliver(user, rawMail({ messageId: messageId(at), subject: `投稿：第 ${at} 篇` }))
    }
    const imap = `imap://${user}@127.0.0.1:${proxy.port}`
    const smtp = `smtp://127.0.0.1:${server.smtp.port}`
    await tougaoJson(['account', 'add', '--address', `${user}@desk.example`, '--imap', imap, '--smtp', smtp], {
      ...open,
      stdin: `${PASSWORD}\n`,
    })
    await tougaoJson(['sync'], open)
    await atDesk(({ context }) => {
      const [account] = listAccounts(context.db)
      setIntake(context, account?.id ?? '', {
        ...DEFAULT_INTAKE,
        writeBack: { seen: true, keywords: true, folders: FOLDERS },
      })
    })
  }

  test('has a mail where it belongs that was decided anew after a move was cut off', async () => {
    await begin()
    let last: string | null = null
    const decideFirst = (verdict: Verdict): Promise<void> =>
      atDesk(({ context }) => {
        const [first] = listSubmissions(context.db, { filter: 'all', query: '第 0 篇', offset: 0, limit: 1 }).rows
        if (last !== null) revertDecision(context, last, '再看')
        last = decide(context, first?.id ?? '', verdict)
      })
    await decideFirst('accept')
    const moving = startTougao(['sync', '--json'], open)
    proxy.tap((direction, piece) => {
      if (direction === 'toServer' && /UID (MOVE|EXPUNGE) /.test(piece.toString('latin1'))) moving.child.kill('SIGKILL')
    })
    expect(await moving.done).toMatchObject({ code: null })
    proxy.tap(null)
    const placeOfFirst = async () => (await onServer()).get(messageId(0))
    expect(await placeOfFirst()).toEqual([{ folder: '录用', flags: ['$TougaoAccepted'] }])

    // The next one dies as soon as it has seen that the mail left.
    const looking = startTougao(['sync', '--json'], open)
    let opened = 0
    proxy.tap((direction, piece) => {
      if (direction === 'toServer' && /EXAMINE/.test(piece.toString('latin1'))) opened += 1
      if (opened >= 2) looking.child.kill('SIGKILL')
    })
    await looking.done
    proxy.tap(null)
    await decideFirst('reject')
    await tougaoJson(['sync'], open)
    expect(await placeOfFirst()).toEqual([{ folder: '处理过/已退稿', flags: ['$TougaoRejected'] }])
    // Once more without a pull in between, which would have told.
    await decideFirst('reserve')
    await server.doveadm('move', '-u', user, '录用', 'mailbox', '处理过/已退稿', 'all')
    await atDesk(async ({ context }) => {
      await context.secrets.keep(listAccounts(context.db)[0]?.id ?? '', PASSWORD, { place: 'session' })
      const writeBack = openWriteBack(context)
      await writeBack.run()
      await writeBack.close()
    })
    expect(await placeOfFirst()).toEqual([{ folder: '录用', flags: ['$TougaoReserved'] }])
  })

  test('has each decision once in the end, wherever the process was killed', async () => {
    const random = randomNumbers(`write-back ${name}`)
    process.stderr.write(`The moments of the kills: SEED=${random.seed}\n`)
    await begin()

    /** What the desk decided: the truth that the mailbox is to come to. */
    const decided = new Map<number, Decided>()
    const read = new Set<number>()
    let kills = 0
    for (let round = 0; round < KILLS; round += 1) {
      await atDesk((desk) => decideSome(desk, random, decided, read))
      if (await killedSync(random)) kills += 1
      // Whatever was cut off: no mail is gone. A copy that was not yet taken away may be there twice.
      const mails = await onServer()
      expect([...mails.keys()].toSorted()).toEqual(Array.from({ length: MAILS }, (_, at) => messageId(at)).toSorted())
      if (capability === undefined)
        expect([...mails.values()].map((copies) => copies.length)).toEqual(Array(MAILS).fill(1))
    }
    expect(kills, `seed ${random.seed}`).toBeGreaterThan(KILLS / 3)

    expect(await tougaoJson(['sync'], open)).toMatchObject({ accounts: [{ ok: true }] })
    const mails = await onServer()
    const wanted = Array.from({ length: MAILS }, (_, at) => {
      const state = decided.get(at)?.state
      const keyword = state === undefined ? null : stateKeyword(state)
      const flags = [...(read.has(at) ? ['\\Seen'] : []), ...(keyword === null ? [] : [keyword])].toSorted()
      return {
        at,
        copies: 1,
        flags,
        moved: state !== undefined && FOLDERS[state] !== undefined ? FOLDERS[state] : null,
      }
    })
    const found = wanted.map(({ at, moved }) => {
      const copies = mails.get(messageId(at)) ?? []
      // A state without a folder moves nothing: the mail stays where the decision before it had it put.
      return { at, copies: copies.length, flags: copies[0]?.flags, moved: moved === null ? null : copies[0]?.folder }
    })
    expect(found, `seed ${random.seed}`).toEqual(wanted)
    // Nothing waits, nothing was taken in twice, and the record holds.
    await atDesk(({ context }) => {
      expect(countChanges(context.db, listAccounts(context.db)[0]?.id ?? '')).toEqual({ waiting: 0, failed: [] })
      expect(listSubmissions(context.db, { filter: 'all', query: '', offset: 0, limit: 50 }).total).toBe(MAILS)
    })
    expect(await tougaoJson(['sync', '--full'], open)).toMatchObject({ new: 0 })
    expect(await onServer()).toEqual(mails)
    expect(await tougaoJson(['verify'], open)).toMatchObject({ ok: true, problems: [] })
  }, 240_000)
})

/** Decides on a few pieces, some of them again, and opens some. */
function decideSome(
  { context }: TestDesk,
  random: RandomNumbers,
  decided: Map<number, Decided>,
  read: Set<number>,
): void {
  const { rows } = listSubmissions(context.db, { filter: 'all', query: '', offset: 0, limit: 50 })
  for (let count = 0; count < 3; count += 1) {
    const at = random.below(MAILS)
    const id = rows.find(({ subject }) => subject === `投稿：第 ${at} 篇`)?.id ?? ''
    openSubmission(context, id)
    read.add(at)
    const before = decided.get(at)
    if (before !== undefined) {
      revertDecision(context, before.id, '再看')
      decided.delete(at)
      if (random.below(4) === 0) continue
    }
    const [verdict, state] = VERDICTS[random.below(VERDICTS.length)] ?? ['accept', 'accepted']
    decided.set(at, { id: decide(context, id, verdict), state })
  }
}

function decide(context: DeskContext, submissionId: string, verdict: Verdict): string {
  return recordDecision(context, { submissionId, verdict, reason: '看过了', override: null, letter: null }).decision.id
}
