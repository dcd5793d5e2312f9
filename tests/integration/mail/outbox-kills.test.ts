/**
 * Five hundred letters through a server that goes wrong at any command, sent by a program that is killed anywhere: in the end
 * each is in the author's mailbox once, and at every stop what the desk says of a letter is true.
 */
import { rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openOutbox } from '@core/jobs/outbox'
import { listLetters } from '@core/store/repositories/decisions'
import { listAccounts } from '@core/store/repositories/desk'
import { setLetterSettings } from '@core/workflow/desk'
import { confirmLetterSent, retryLetter } from '@core/workflow/letters'
import { askAuthor, draftQuestion } from '@core/workflow/questions'
import { verifyDesk } from '@core/workflow/verify'
import type { Letter } from '@shared/domain/letter'
import { ensureBuilt } from '../../../scripts/lib/build-output.mjs'
import { openTestDesk, temporaryFolder, testClock, type TestDesk } from '../../support/desk'
import { ensureMailPackages } from '../../support/mail-server/mail-packages'
import { startMailServer, type MailServer } from '../../support/mail-server/mail-server'
import { startSmtpFaults, type SmtpFault, type SmtpFaults } from '../../support/mail-server/smtp-faults'
import { takeSubmission } from '../../support/mails'
import { randomNumbers, type RandomNumbers } from '../../support/random'
import { startTougao, tougaoJson } from '../../support/tougao'

const packages = await ensureMailPackages()
if (!packages.available) process.stderr.write(`Skipped, kills while sending: ${packages.reason}\n`)

const PASSWORD = 's3cret'
const PIECES = 10
const LETTERS = 500
const ROUNDS = 24
/** One command in so many goes wrong. */
const ONE_IN = 12

describe.skipIf(!packages.available)('five hundred letters', () => {
  let server: MailServer
  let smtp: SmtpFaults
  const folder = temporaryFolder()
  const profile = path.join(folder, 'profile')
  const open = { profile, env: { TOUGAO_PASSPHRASE: 'correct horse battery' } }

  beforeAll(async () => {
    await ensureBuilt()
    server = await startMailServer({ users: { desk: PASSWORD, author: PASSWORD } })
    smtp = await startSmtpFaults(server.smtp)
  })
  afterAll(async () => {
    await smtp.stop()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
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
  const letters = ({ context }: TestDesk): Letter[] => listLetters(context.db, 2 * LETTERS)

  /** By Message-ID: how often it lies in the author's mailbox. */
  async function arrived(): Promise<Map<string, number>> {
    await server.waitForDelivery()
    const counts = new Map<string, number>()
    for (const raw of await server.readMailbox('author')) {
      const id = /^Message-ID: (<.+>)$/im.exec(raw.toString('latin1'))?.[1] ?? 'none'
      counts.set(id, (counts.get(id) ?? 0) + 1)
    }
    return counts
  }

  /** What the desk says of each letter, held against the author's mailbox. `sending`: the program was killed over it. */
  function untruths(all: readonly Letter[], counts: ReadonlyMap<string, number>): string[] {
    return all.flatMap(({ id, state, reason, messageId }) => {
      const count = counts.get(messageId) ?? 0
      const isTrue =
        state === 'sent' ? count === 1 : state === 'unsure' || state === 'sending' ? count <= 1 : count === 0
      return isTrue ? [] : [`${id} is ${state} (${reason ?? '-'}) and arrived ${count} times`]
    })
  }

  async function begin(): Promise<void> {
    const imap = `imap://desk@127.0.0.1:${server.imap.port}`
    await tougaoJson(
      ['account', 'add', '--address', 'desk@desk.example', '--imap', imap, '--smtp', `smtp://127.0.0.1:${smtp.port}`],
      { ...open, stdin: `${PASSWORD}\n` },
    )
    await atDesk(async ({ context }) => {
      setLetterSettings(context, '', 0)
      for (let piece = 0; piece < PIECES; piece += 1) {
        const mail = { from: '周舟 <author@mail.example>', subject: `投稿：第 ${piece} 篇` }
        const submissionId = await takeSubmission(context, mail)
        for (let at = 0; at < LETTERS / PIECES; at += 1) {
          const draft = draftQuestion(context, submissionId, 'ask-first-publication')
          askAuthor(context, { submissionId, letter: { ...draft, text: `${draft.text}\n\n第 ${at} 问` }, hold: false })
        }
      }
    })
  }

  /** Delivers what is due and is killed at the n-th command that the server hears, where the round has one. */
  async function deliver(random: RandomNumbers, killAt: number): Promise<boolean> {
    const { child, done } = startTougao(['outbox', '--deliver'], open)
    let heard = 0
    smtp.setFaults((command) => {
      heard += 1
      if (heard === killAt) child.kill('SIGKILL')
      return faultAt(command, random)
    })
    const { code } = await done
    smtp.setFaults(() => ({ kind: 'none' }))
    return code === null
  }

  test('each arrives once, and what is said of it is true at every stop', async () => {
    const random = randomNumbers('outbox kills')
    process.stderr.write(`The moments of the faults and kills: SEED=${random.seed}\n`)
    await begin()
    let kills = 0
    const met = new Set<string>()
    for (let round = 0; round < ROUNDS; round += 1) {
      if (await deliver(random, 1 + random.below(400))) kills += 1
      await atDesk(async (desk) => {
        const all = letters(desk)
        for (const { state, reason } of all) met.add(`${state} ${reason ?? ''}`)
        expect(untruths(all, await arrived())).toEqual([])
        // The next start says of what was cut off that nobody knows; an editor tries what waits, and some of what was refused.
        await openOutbox(desk.context).close()
        for (const { id, state, attempts } of letters(desk)) {
          if ((state === 'queued' && attempts > 0) || (state === 'failed' && random.below(2) === 0)) {
            retryLetter(desk.context, id, false)
          }
        }
      })
    }
    // The server is itself again, and a person looks after what nobody knows.
    await atDesk(async (desk) => {
      const counts = await arrived()
      for (const { id, state, messageId } of letters(desk)) {
        if (state === 'unsure' && counts.has(messageId)) confirmLetterSent(desk.context, id)
        else if (state !== 'sent') retryLetter(desk.context, id, true)
      }
    })
    await tougaoJson(['outbox', '--deliver'], open)
    await atDesk(async (desk) => {
      const all = letters(desk)
      expect(all.length).toBe(LETTERS)
      expect(all.filter(({ state }) => state !== 'sent')).toEqual([])
      const counts = await arrived()
      expect([counts.size, Math.max(...counts.values())]).toEqual([LETTERS, 1])
      expect(all.filter(({ messageId }) => !counts.has(messageId))).toEqual([])
      expect((await verifyDesk(desk.context, false)).problems).toEqual([])
      expect(listAccounts(desk.context.db)).toHaveLength(1)
    })
    process.stderr.write(`${kills} of ${ROUNDS} runs were killed; seen: ${[...met].toSorted().join(', ')}\n`)
    expect(kills).toBeGreaterThan(ROUNDS / 4)
    for (const state of [
      'sent',
      'sending',
      'queued offline',
      'queued retry-later',
      'failed refused-by-server',
      'unsure',
    ]) {
      expect(
        [...met].some((one) => one.startsWith(state)),
        state,
      ).toBe(true)
    }
  }, 400_000)
})

/** What goes wrong at a command, if anything. */
function faultAt(command: string, random: RandomNumbers): SmtpFault {
  if (random.below(ONE_IN) !== 0) return { kind: 'none' }
  switch (random.below(5)) {
    case 0:
      return { kind: 'cut', heard: false }
    case 1:
      return { kind: 'cut', heard: true }
    case 2:
      return { kind: 'delay', milliseconds: random.below(60) }
    case 3:
      return { kind: 'refuse', reply: command === 'AUTH' ? '454 4.7.0 try later' : '451 4.3.0 try later' }
    default:
      return { kind: 'refuse', reply: command === 'AUTH' ? '535 5.7.8 no' : '554 5.7.1 no' }
  }
}
