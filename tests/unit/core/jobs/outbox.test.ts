import { existsSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openOutbox, type Outbox } from '@core/jobs/outbox'
import { notesOf } from '@core/store/repositories/authors'
import { getLetter } from '@core/store/repositories/decisions'
import { getSubmission } from '@core/store/repositories/submissions'
import { addAccount, removeAccount, setPassword } from '@core/workflow/accounts'
import { transact } from '@core/workflow/context'
import { setLetterSettings } from '@core/workflow/desk'
import { editLetter, holdLetters, releaseLetters } from '@core/workflow/held-letters'
import { copyForChat } from '@core/workflow/letter-for-chat'
import { cancelLetter, confirmLetterSent, moveLetter, retryLetter, scheduleLetter } from '@core/workflow/letters'
import { noKeyring } from '@core/workflow/secrets'
import { HELD_UNTIL, type Letter } from '@shared/domain/letter'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { rawMail, takeMail, takeSubmission, type MailFields } from '../../../support/mails'
import { expectRefusal } from '../../../support/rows'
import { SOON } from '../../../support/soon'
import { plainAccount } from '../../mail/account'
import { closedPort, startScriptedSmtp, type ScriptedServer } from '../../mail/scripted-server'
import { decideWithLetter, giveMaildir } from '../scenario'

let desk: TestDesk
let outbox: Outbox
let server: ScriptedServer | null
beforeEach(() => {
  desk = openTestDesk()
  server = null
})
afterEach(async () => {
  await outbox.close()
  await server?.stop()
  desk.close()
})

const SECOND = 1_000
const MINUTE = 60 * SECOND
const look = (letter: { id: string } | null) => getLetter(desk.context.db, letter!.id)!
const moves = (letter: Letter | null): string[] =>
  desk.context.db
    .prepare(
      `SELECT p.payload ->> '$.to' FROM audit_events e JOIN audit_payloads p ON p.seq = e.seq
       WHERE e.type = 'letter.state-changed' AND e.subject = ? ORDER BY e.seq`,
    )
    .pluck()
    .all(letter!.id) as string[]

/** A letter in the outbox of a Maildir account. */
async function letterInMaildir(): Promise<{ letter: Letter; folder: string }> {
  const folder = await giveMaildir(desk)
  const { letter } = decideWithLetter(desk.context, await takeSubmission(desk.context), 'reject')
  return { letter: letter!, folder }
}

/** A letter in the outbox of an account whose server answers by `rules`; no rules: nothing listens. */
async function letterOverSmtp(
  rules: Record<string, string> | null,
  password: string | null = 's3cret',
): Promise<Letter> {
  server = rules === null ? null : await startScriptedSmtp({ rules })
  const config = plainAccount(server?.port ?? (await closedPort()))
  await addAccount(desk.context, { config, password, keep: password === null ? null : { place: 'session' } })
  setLetterSettings(desk.context, '', 0)
  return decideWithLetter(desk.context, await takeSubmission(desk.context), 'reject').letter!
}

describe('a letter of a folder account', () => {
  it('waits out the time to take it back, then is one .eml in outgoing/', async () => {
    const { letter, folder } = await letterInMaildir()
    outbox = openOutbox(desk.context)
    await outbox.deliver()
    expect(existsSync(path.join(folder, 'outgoing'))).toBe(false)
    expect(outbox.nextDue()).toBe(desk.clock.now() + 10 * SECOND)
    desk.clock.advance(10 * SECOND - 1)
    await outbox.deliver()
    expect(look(letter).state).toBe('queued')
    desk.clock.advance(1)
    await outbox.deliver()
    expect(look(letter)).toMatchObject({ state: 'sent', attempts: 1, sentAt: desk.clock.now() })
    const files = readdirSync(path.join(folder, 'outgoing'))
    expect(files).toHaveLength(1)
    const raw = readFileSync(path.join(folder, 'outgoing', files[0] ?? ''), 'latin1')
    expect(raw).toContain(`Message-ID: ${letter.messageId}`)
    expect(raw).toContain(`In-Reply-To: ${letter.inReplyTo ?? ''}`)
    expect(raw).toMatch(/^To: zhou@mail\.example\r$/m)
    expect(moves(letter)).toEqual(['sending', 'sent'])
    await outbox.deliver()
    expect(readdirSync(path.join(folder, 'outgoing'))).toHaveLength(1)
    expect(outbox.nextDue()).toBeNull()
  })

  it('that was taken back in time never leaves', async () => {
    const { letter, folder } = await letterInMaildir()
    outbox = openOutbox(desk.context)
    cancelLetter(desk.context, letter.id)
    desk.clock.advance(MINUTE)
    await outbox.deliver()
    expect(look(letter).state).toBe('cancelled')
    expect(existsSync(path.join(folder, 'outgoing'))).toBe(false)
    await expectRefusal(desk, 'letter-not-cancellable', () => cancelLetter(desk.context, letter.id))
    await expectRefusal(desk, 'letter-not-retryable', () => retryLetter(desk.context, letter.id, true))
  })

  it('waits while its folder is gone, and goes when it is back', async () => {
    const { letter, folder } = await letterInMaildir()
    outbox = openOutbox(desk.context)
    renameSync(folder, `${folder}-away`)
    desk.clock.advance(10 * SECOND)
    await outbox.deliver()
    expect(look(letter)).toMatchObject({ state: 'queued', reason: 'disk', notBefore: desk.clock.now() + 15 * SECOND })
    renameSync(`${folder}-away`, folder)
    desk.clock.advance(15 * SECOND)
    await outbox.deliver()
    expect(look(letter).state).toBe('sent')
  })

  it('that was interrupted is written once, whether the crash came before or after', async () => {
    const { letter, folder } = await letterInMaildir()
    outbox = openOutbox(desk.context)
    desk.clock.advance(10 * SECOND)
    await outbox.deliver()
    // The crash after the file was written and before it was noted.
    desk.context.db.prepare("UPDATE letters SET state = 'sending'").run()
    desk = desk.reopen()
    outbox = openOutbox(desk.context)
    expect(look(letter)).toMatchObject({ state: 'queued', reason: 'interrupted' })
    await outbox.deliver()
    expect(look(letter).state).toBe('sent')
    expect(readdirSync(path.join(folder, 'outgoing'))).toHaveLength(1)
  })

  it('goes even when the keyring breaks over one before it, which is told', async () => {
    desk.close()
    const keyring = {
      ...noKeyring,
      state: 'available' as const,
      get: () => Promise.reject(new Error('the keyring broke')),
    }
    desk = openTestDesk({ keyring })
    const stuck = await letterOverSmtp({}, null)
    const { id } = await addAccount(desk.context, {
      config: { kind: 'maildir', address: 'b@appcpx.com', displayName: '', path: desk.profileDir },
      password: null,
      keep: null,
    })
    const { letter } = decideWithLetter(desk.context, await takeSubmission(desk.context), 'reject')
    desk.context.db.prepare('UPDATE letters SET account_id = ? WHERE id = ?').run(id, letter!.id)
    outbox = openOutbox(desk.context)
    await expect(outbox.deliver()).rejects.toThrow('the keyring broke')
    expect(look(letter).state).toBe('sent')
    expect(look(stuck).state).toBe('queued')
    expect(outbox.nextDue()).toBe(desk.clock.now() + 30 * SECOND)
  })
})

describe('a letter over SMTP', () => {
  it('is sent when the server took it', async () => {
    const letter = await letterOverSmtp({})
    outbox = openOutbox(desk.context)
    await Promise.all([outbox.deliver(), outbox.deliver()])
    expect(look(letter)).toMatchObject({ state: 'sent', detail: '250 2.0.0 queued as 1' })
    expect(server?.letters).toHaveLength(1)
  })

  it('whose line was lost after the last dot is unsure, and only a person sends it again', async () => {
    const letter = await letterOverSmtp({ '.': 'drop' })
    outbox = openOutbox(desk.context)
    await outbox.deliver()
    expect(look(letter)).toMatchObject({ state: 'unsure', reason: 'outcome-unknown' })
    desk.clock.advance(24 * 60 * MINUTE)
    await outbox.deliver()
    expect(server?.letters).toHaveLength(1)
    expect(outbox.nextDue()).toBeNull()
    await expectRefusal(desk, 'letter-not-retryable', () => retryLetter(desk.context, letter.id, false))
    await expectRefusal(desk, 'letter-not-cancellable', () => cancelLetter(desk.context, letter.id))
    retryLetter(desk.context, letter.id, true)
    await outbox.deliver()
    expect(server?.letters).toHaveLength(2)
    confirmLetterSent(desk.context, letter.id)
    expect(look(letter)).toMatchObject({ state: 'sent', reason: 'by-editor' })
    await expectRefusal(desk, 'letter-not-retryable', () => confirmLetterSent(desk.context, letter.id))
  })

  it('that the server has when the desk closes is still heard of, and the next one is not begun', async () => {
    const letter = await letterOverSmtp({ '.': 'slow 250 2.0.0 queued as 1' })
    const next = decideWithLetter(
      desk.context,
      await takeSubmission(desk.context, { messageId: '<next@mail.example>', from: '周舟 <zhou@mail.example>' }),
      'reject',
    ).letter
    outbox = openOutbox(desk.context)
    const delivering = outbox.deliver()
    await vi.waitFor(() => expect(server?.letters).toHaveLength(1), SOON)
    await outbox.close()
    await delivering
    expect(look(letter)).toMatchObject({ state: 'sent', detail: '250 2.0.0 queued as 1' })
    expect(look(next).state).toBe('queued')
  })

  it('of which the server says nothing does not keep the desk from closing', async () => {
    const letter = await letterOverSmtp({ '.': 'stall' })
    outbox = openOutbox(desk.context)
    void outbox.deliver()
    await vi.waitFor(() => expect(server?.letters).toHaveLength(1), SOON)
    await outbox.close()
    expect(look(letter)).toMatchObject({ state: 'unsure', reason: 'outcome-unknown' })
  })

  it('that was interrupted is unsure at the next start', async () => {
    const letter = await letterOverSmtp({})
    const account = desk.context
    transact(account, () => moveLetter(account, look(letter), { to: 'sending', reason: null, attempts: 1 }))
    desk = desk.reopen()
    outbox = openOutbox(desk.context)
    expect(look(letter)).toMatchObject({ state: 'unsure', reason: 'interrupted' })
    await outbox.deliver()
    expect(server?.letters).toHaveLength(0)
  })

  it('waits longer each time nothing answers, up to a quarter of an hour', async () => {
    const letter = await letterOverSmtp(null)
    outbox = openOutbox(desk.context)
    const waits: number[] = []
    for (let round = 0; round < 9; round += 1) {
      await outbox.deliver()
      expect(look(letter)).toMatchObject({ state: 'queued', reason: 'offline' })
      waits.push((look(letter).notBefore - desk.clock.now()) / SECOND)
      desk.clock.set(look(letter).notBefore)
    }
    expect(waits).toEqual([15, 30, 60, 120, 240, 480, 900, 900, 900])
  })

  it.each([
    ['waits two minutes for 163’s guard', { '.': '451 DT:SPM 163 smtp' }, 'queued', 'retry-later', 120],
    ['waits a little for a refusal for now', { MAIL: '421 4.3.2 try again' }, 'queued', 'retry-later', 15],
    ['fails when it is refused for good', { '.': '554 5.7.1 spam' }, 'failed', 'refused-by-server', 0],
    ['fails when its sender is refused', { MAIL: '553 mail from must equal login' }, 'failed', 'refused-by-server', 0],
    ['fails when its recipient is not there', { RCPT: '550 5.1.1 no such user' }, 'failed', 'refused-by-server', 0],
    ['fails when the password is wrong', { 'AUTH PLAIN': '535 5.7.8 wrong' }, 'failed', 'login-failed', 0],
  ])('%s', async (_what, rules, state, reason, wait) => {
    const letter = await letterOverSmtp(rules)
    outbox = openOutbox(desk.context)
    await outbox.deliver()
    expect(look(letter)).toMatchObject({ state, reason, notBefore: desk.clock.now() + wait * SECOND })
    expect(look(letter).detail).not.toBe('')
  })

  it('is looked at by a person after a dozen refusals for now', async () => {
    const letter = await letterOverSmtp({ MAIL: '450 4.2.1 busy' })
    outbox = openOutbox(desk.context)
    for (let round = 0; round < 12; round += 1) {
      expect(look(letter).state).toBe('queued')
      desk.clock.set(Math.max(desk.clock.now(), look(letter).notBefore))
      await outbox.deliver()
    }
    expect(look(letter)).toMatchObject({ state: 'failed', attempts: 12 })
  })

  it('waits for a password without filling the record, and goes when it is there', async () => {
    const letter = await letterOverSmtp({}, null)
    outbox = openOutbox(desk.context)
    await outbox.deliver()
    expect(look(letter)).toMatchObject({ state: 'queued', reason: 'no-password', attempts: 0 })
    for (let round = 0; round < 5; round += 1) {
      // Not at once again, or it would be asked for twenty times a second.
      expect(outbox.nextDue()).toBe(desk.clock.now() + 30 * SECOND)
      desk.clock.advance(30 * SECOND)
      await outbox.deliver()
    }
    expect(moves(letter)).toEqual(['queued'])
    await setPassword(desk.context, letter.accountId, 's3cret', { place: 'session' })
    await outbox.deliver()
    expect(look(letter).state).toBe('sent')
  })

  it('of an account that was removed fails and says so', async () => {
    const letter = await letterOverSmtp({})
    outbox = openOutbox(desk.context)
    await removeAccount(desk.context, letter.accountId)
    await outbox.deliver()
    expect(look(letter).state).toBe('failed')
  })
})

describe('a letter that the author overtakes', () => {
  const wrote = (letter: Letter, fields: MailFields = {}) =>
    takeMail(
      desk.context,
      rawMail({ subject: 'Re: 补充一点', text: '还有一处要改', references: letter.references, ...fields }),
    )

  it('stops, is shown, and leaves when an editor says so; another mail stops it again', async () => {
    const { letter, folder } = await letterInMaildir()
    outbox = openOutbox(desk.context)
    expect((await wrote(letter)).outcome).toMatchObject({ kind: 'joined' })
    desk.clock.advance(10 * SECOND)
    await outbox.deliver()
    expect(look(letter)).toMatchObject({ state: 'queued', reason: 'author-wrote', notBefore: HELD_UNTIL, attempts: 0 })
    expect(existsSync(path.join(folder, 'outgoing'))).toBe(false)
    // It stays, whatever the time and through a restart.
    await outbox.close()
    desk = desk.reopen()
    outbox = openOutbox(desk.context)
    desk.clock.advance(24 * 60 * MINUTE)
    await outbox.deliver()
    expect(look(letter).reason).toBe('author-wrote')
    await wrote(letter, { text: '又一处' })
    retryLetter(desk.context, letter.id, false)
    await outbox.deliver()
    expect(look(letter).reason).toBe('author-wrote')
    retryLetter(desk.context, letter.id, false)
    await outbox.deliver()
    expect([look(letter).state, moves(letter)]).toEqual([
      'sent',
      ['queued', 'queued', 'queued', 'queued', 'sending', 'sent'],
    ])
  })

  it('is not stopped by what was there when it was written, nor by a machine’s notice, a copy or a colleague', async () => {
    const folder = await giveMaildir(desk)
    const submission = await takeSubmission(desk.context, { messageId: '<first@mail.example>' })
    const thread = ['<first@mail.example>']
    await takeMail(desk.context, rawMail({ references: thread, text: '先补充一句' }))
    const { letter } = decideWithLetter(desk.context, submission, 'reject')
    outbox = openOutbox(desk.context)
    await takeMail(
      desk.context,
      rawMail({
        references: thread,
        subject: '自动回复',
        headers: ['Auto-Submitted: auto-replied'],
        text: '我在休假',
      }),
    )
    await takeMail(desk.context, rawMail({ from: '小羽毛 <tougao@appcpx.com>', references: thread, text: '我来跟' }))
    desk.clock.advance(10 * SECOND)
    await outbox.deliver()
    expect([look(letter).state, readdirSync(path.join(folder, 'outgoing')).length]).toEqual(['sent', 1])
  })
})

it('when the network is back, what waits for it is tried at once, and nothing else', async () => {
  const letter = await letterOverSmtp(null)
  outbox = openOutbox(desk.context)
  await outbox.deliver()
  await outbox.deliver()
  expect(look(letter)).toMatchObject({ state: 'queued', reason: 'offline', attempts: 1 })
  outbox.retryNow()
  scheduleLetter(desk.context, letter.id, desk.clock.now() + MINUTE)
  await outbox.deliver()
  expect(look(letter)).toMatchObject({ reason: 'scheduled', attempts: 1 })
  desk.clock.advance(MINUTE)
  await outbox.deliver()
  expect(look(letter)).toMatchObject({ reason: 'offline', attempts: 2 })
  outbox.retryNow()
  await outbox.deliver()
  await outbox.deliver()
  expect(look(letter)).toMatchObject({ reason: 'offline', attempts: 3 })
})

describe('a letter that is put off', () => {
  it('leaves at the time that was chosen, can be put off again, and not into the past', async () => {
    const { letter } = await letterInMaildir()
    outbox = openOutbox(desk.context)
    const morning = desk.clock.now() + 60 * MINUTE
    scheduleLetter(desk.context, letter.id, morning)
    expect(outbox.nextDue()).toBe(morning)
    scheduleLetter(desk.context, letter.id, morning + MINUTE)
    desk.clock.set(morning)
    await outbox.deliver()
    expect(look(letter)).toMatchObject({ state: 'queued', reason: 'scheduled' })
    await expectRefusal(desk, 'time-is-over', () => scheduleLetter(desk.context, letter.id, morning))
    desk.clock.advance(MINUTE)
    await outbox.deliver()
    expect(look(letter).state).toBe('sent')
    await expectRefusal(desk, 'letter-not-retryable', () => scheduleLetter(desk.context, letter.id, morning * 2))
  })

  it('is taken out of its turn to be changed, and does not leave meanwhile', async () => {
    const { letter, folder } = await letterInMaildir()
    outbox = openOutbox(desk.context)
    holdLetters(desk.context, [letter.id])
    desk.clock.advance(MINUTE)
    await outbox.deliver()
    editLetter(desk.context, letter.id, { subject: '改过的', text: '改过的信' })
    expect(look(letter)).toMatchObject({ reason: 'held', subject: '改过的' })
    releaseLetters(desk.context, [letter.id])
    desk.clock.advance(MINUTE)
    await outbox.deliver()
    expect(look(letter).state).toBe('sent')
    const [file = ''] = readdirSync(path.join(folder, 'outgoing'))
    expect(readFileSync(path.join(folder, 'outgoing', file), 'latin1')).toContain(
      `Subject: =?UTF-8?B?${Buffer.from('改过的').toString('base64')}?=`,
    )
    expect(holdLetters(desk.context, [letter.id])[0]?.state).toBe('sent')
  })
})

describe('a letter for a chat', () => {
  it('is its words with the 稿号, noted as a contact with the author', async () => {
    const { letter } = await letterInMaildir()
    outbox = openOutbox(desk.context)
    const { text } = copyForChat(desk.context, letter.id)
    expect(text).toBe(letter.text)
    expect(text).toContain(letter.submissionNumber)
    holdLetters(desk.context, [letter.id])
    editLetter(desk.context, letter.id, { subject: 'x', text: '没有号的一句' })
    expect(copyForChat(desk.context, letter.id).text).toBe(
      `《${letter.submissionTitle}》（稿号 ${letter.submissionNumber}）\n\n没有号的一句`,
    )
    const author = getSubmission(desk.context.db, letter.submissionId)?.authorId ?? ''
    expect(notesOf(desk.context.db, author).map(({ channel }) => channel)).toEqual(['wechat', 'wechat'])
  })
})
