import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { createRouterClient } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createEventHub, type EventHub } from '@core/api/event-hub'
import { createRouter, type Router } from '@core/api/router'
import { MAX_UPLOADS } from '@core/api/uploads'
import { openOutbox } from '@core/jobs/outbox'
import { openMailImporter } from '@core/jobs/mail-import'
import { openPublishedImporter } from '@core/jobs/published-import'
import { openRecheck } from '@core/jobs/recheck'
import { openRuleTrial } from '@core/jobs/rule-trial'
import { openSync } from '@core/jobs/sync'
import { listQuarantined } from '@core/store/repositories/messages'
import { inlineTaskRunner } from '@core/workers/pool'
import { checkOutdated } from '@core/workflow/checking'
import { processMessage } from '@core/workflow/intake'
import { receive } from '@core/workflow/receive'
import type { Contract } from '@shared/contract/contract'
import { CHUNK_BYTES, MAX_UPLOAD_BYTES } from '@shared/domain/file'
import { fail } from '@shared/domain/result'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { ARTICLE, corpusMail, rawMail, takeMail, takeSubmission } from '../../../support/mails'
import { allRows } from '../../../support/rows'
import { SOON } from '../../../support/soon'
import { anchorIn, authorOf, decideWithLetter, giveMaildir, longDay } from '../scenario'

let desk: TestDesk
let router: Router
let hub: EventHub
let woken: number
let closing: (() => Promise<void>)[]
let chosen: string[]
let searched: [string, string][]
/** What the shell was asked to let out of the desk. */
let outside: string[][]

beforeEach(() => {
  desk = openTestDesk()
  serve()
})
afterEach(async () => {
  for (const close of closing) await close()
  desk.close()
})

function serve(): void {
  hub = createEventHub(7)
  const sync = openSync(desk.context)
  const outbox = openOutbox(desk.context)
  woken = 0
  const shell = { demo: false, version: '0.1.0' }
  const imports = openPublishedImporter(desk.context)
  const mailImport = openMailImporter(desk.context)
  const recheck = openRecheck(desk.context, (error) => {
    throw error
  })
  const ruleTrial = openRuleTrial(desk.context)
  chosen = []
  searched = []
  outside = []
  router = createRouter({
    desk: desk.context,
    sync,
    outbox,
    events: hub,
    publishedImport: imports,
    mailImport,
    recheck,
    ruleTrial,
    asks: {
      chooseFiles: () => Promise.resolve(chosen),
      search: (engine, sentence) => {
        searched.push([engine, sentence])
        return Promise.resolve(searched.length < 2)
      },
      saveFile: (...asked) => (outside.push(['save', ...asked]), Promise.resolve({ kind: 'done' })),
      openFile: (...asked) => (outside.push(['open', ...asked]), Promise.resolve({ kind: 'done' })),
      saveMade: (...asked) => (outside.push(['save-made', ...asked]), Promise.resolve({ kind: 'done' })),
      printMade: (...asked) => (outside.push(['print-made', ...asked]), Promise.resolve({ kind: 'done' })),
      copyMade: (...asked) => (outside.push(['copy-made', ...asked]), Promise.resolve({ kind: 'done' })),
      openLink: (...asked) => (outside.push(['link', ...asked]), Promise.resolve({ kind: 'done' })),
    },
    shell,
    wake: () => void (woken += 1),
  })
  closing = [
    () => sync.close(),
    () => outbox.close(),
    () => imports.close(),
    () => mailImport.close(),
    () => recheck.close(),
    () => ruleTrial.close(),
  ]
}

const client = () => createRouterClient(router)

/** What a call came to as a window sees it: the error's code and its data. */
async function errorOf(call: Promise<unknown>): Promise<{ code: string; data: unknown }> {
  try {
    await call
  } catch (error) {
    if (error instanceof ORPCError) return { code: error.code as string, data: error.data as unknown }
    throw error
  }
  throw new Error('the call was answered')
}

describe('bad input at the door', () => {
  const calls: Record<string, () => Promise<unknown>> = {
    'an empty name': () => client().desk.setEditor({ name: '   ' }),
    'undo for an hour': () => client().desk.setLetterSettings({ signature: '', undoSeconds: 3_600 }),
    'a filter that is none': () =>
      client().submissions.list({ filter: "new' OR 1" as 'new', query: '', offset: 0, limit: 10 }),
    'a page of everything': () => client().submissions.list({ filter: 'all', query: '', offset: 0, limit: 1_000_000 }),
    'a page before the first': () => client().submissions.list({ filter: 'all', query: '', offset: -1, limit: 10 }),
    'a hash that is a path': () => client().messages.show({ hash: '../../../../etc/passwd' }),
    'a decision without a reason': () =>
      client().decisions.record({ submissionId: 'x', verdict: 'reject', reason: ' ', override: null, letter: null }),
    'a verdict that is none': () =>
      client().decisions.record({
        submissionId: 'x',
        verdict: 'burn' as 'junk',
        reason: 'x',
        override: null,
        letter: null,
      }),
    'a short passphrase': () =>
      client().accounts.setPassword({ accountId: 'x', password: 'p', keep: { place: 'file', passphrase: 'short' } }),
    'a note that is too long': () =>
      client().authors.note({ authorId: 'x', channel: 'phone', text: 'x'.repeat(10_001) }),
    'a day that is none': () =>
      client().authors.addFollowUp({ authorId: 'x', submissionId: null, text: 'x', due: 'tomorrow' }),
    'a day that the calendar does not have': () =>
      client().authors.addFollowUp({ authorId: 'x', submissionId: null, text: 'x', due: '2026-02-30' }),
    'nothing at all': () => client().submissions.show(undefined as never),
  }
  it.each(Object.entries(calls))('%s is refused before any use case sees it', async (_what, call) => {
    const before = allRows(desk)
    expect(await errorOf(call())).toMatchObject({ code: 'BAD_REQUEST' })
    expect(allRows(desk)).toEqual(before)
  })
})

describe('refusals', () => {
  it('arrive as REFUSED with code and parameters', async () => {
    await giveMaildir(desk)
    expect(await errorOf(client().submissions.open({ submissionId: 'none' }))).toEqual({
      code: 'REFUSED',
      data: { code: 'not-found', params: {} },
    })
    const { outcome } = await takeMail(desk.context, corpusMail('18'))
    if (outcome.kind !== 'registered') throw new Error('mail 18 is a submission')
    const { submissionId } = outcome
    const call = client().decisions.record({
      submissionId,
      verdict: 'accept',
      reason: '好',
      override: null,
      letter: null,
    })
    expect(await errorOf(call)).toMatchObject({
      code: 'REFUSED',
      data: { code: 'needs-override', params: { count: expect.any(Number) as unknown } },
    })
  })

  it('of a full disk arrive as such', async () => {
    const author = authorOf(desk.context, await takeSubmission(desk.context))
    const pages = desk.context.db.pragma('page_count', { simple: true }) as number
    desk.context.db.pragma(`max_page_count = ${pages}`)
    const note = { authorId: author, channel: 'phone', text: '长'.repeat(3_000) } as const
    const fill = async (): Promise<void> => {
      for (;;) await client().authors.note(note)
    }
    expect(await errorOf(fill())).toEqual({ code: 'REFUSED', data: { code: 'disk-full', params: {} } })
  })

  it('are told apart from bugs', async () => {
    const id = await takeSubmission(desk.context)
    desk.context.db.exec("UPDATE manuscript_versions SET content_hash = '0000'")
    const { versionId } = { versionId: (await client().submissions.show({ submissionId: id })).versions[0]!.id }
    await expect(client().manuscripts.document({ versionId })).rejects.not.toMatchObject({ code: 'REFUSED' })
  })

  it('of a wrong passphrase', async () => {
    await desk.context.secrets.keep('a', 'x', { place: 'file', passphrase: 'the right one' })
    desk = desk.reopen()
    serve()
    expect((await client().desk.info()).secretsLocked).toBe(true)
    expect(await errorOf(client().desk.unlockSecrets({ passphrase: 'the wrong one' }))).toEqual({
      code: 'REFUSED',
      data: { code: 'wrong-passphrase', params: {} },
    })
    await client().desk.unlockSecrets({ passphrase: 'the right one' })
    expect((await client().desk.info()).secretsLocked).toBe(false)
    expect(woken).toBe(1)
  })
})

describe('every answer keeps the contract', () => {
  it('after a long day', async () => {
    await longDay(desk)
    // A text whose words were erased is checked again at the next start.
    await checkOutdated(desk.context, new AbortController().signal)
    const api = client()
    const { rows, total } = await api.submissions.list({ filter: 'all', query: '', offset: 0, limit: 500 })
    expect(rows).toHaveLength(total)
    for (const { id, author } of rows) {
      const detail = await api.submissions.show({ submissionId: id })
      await api.annotations.list({ submissionId: id })
      await api.authors.show({ authorId: author.id })
      await api.decisions.draft({ submissionId: id, verdict: 'reject', reason: '' })
      for (const { hash } of detail.messages) await api.messages.show({ hash })
      for (const version of detail.versions) {
        await api.manuscripts.document({ versionId: version.id })
        expect((await api.compliance.findings({ versionId: version.id })).checkedAt).not.toBeNull()
      }
    }
    const counts = await api.desk.counts()
    expect(counts.all).toBe(total)
    expect((await api.submissions.list({ filter: 'open', query: '', offset: 0, limit: 500 })).total).toBe(counts.open)
    expect(await api.desk.info()).toMatchObject({ firstRun: false, zone: 'Asia/Shanghai', keyring: 'unavailable' })
    expect((await api.desk.stats()).byState['accepted']).toBe(2)
    expect((await api.desk.verify({ quick: false })).problems).toEqual([])
    expect(await api.accounts.list()).toHaveLength(1)
    expect((await api.letters.list()).length).toBeGreaterThan(0)
    expect(await api.templates.list()).toHaveLength(16)
    expect((await api.letters.held()).map(({ verdictReason }) => verdictReason)).toEqual([null])
    expect((await api.letters.rejectReasons()).length).toBeGreaterThan(1)
    expect((await api.desk.editors()).map(({ name }) => name)).toContain('老白')
    const unsorted = await api.triage.queue({ offset: 0, limit: 50 })
    expect(unsorted.total).toBeGreaterThan(0)
    for (const { id } of unsorted.rows) expect((await api.triage.preview({ submissionId: id })).row.id).toBe(id)
    expect((await api.compliance.packs()).length).toBeGreaterThan(0)
    expect((await api.authors.list({ query: '', filter: 'all', offset: 0, limit: 100 })).total).toBe(counts.authors)
  })

  it('finds pieces by title, number, name and address', async () => {
    await takeSubmission(desk.context, { from: '周舟 <zhou@mail.example>', subject: '投稿：增长的第二曲线' })
    await takeSubmission(desk.context, { from: '林知夏 <lin@mail.example>', subject: '投稿：100%的复购_率' })
    const find = async (query: string) =>
      (await client().submissions.list({ filter: 'all', query, offset: 0, limit: 10 })).rows.map(({ number }) => number)
    expect(await find('曲线')).toEqual(['2609-001'])
    expect(await find('2609-002')).toEqual(['2609-002'])
    expect(await find('知夏')).toEqual(['2609-002'])
    expect(await find('zhou@')).toEqual(['2609-001'])
    expect(await find('100%的')).toEqual(['2609-002'])
    expect(await find('%')).toEqual(['2609-002'])
    expect(await find("' OR 1 --")).toEqual([])
  })

  it('for each step of a review', async () => {
    await giveMaildir(desk)
    const api = client()
    const submissionId = await takeSubmission(desk.context)
    await api.submissions.open({ submissionId })
    const { versionId, anchor } = anchorIn(desk.context, submissionId)
    const annotation = await api.annotations.add({
      versionId,
      anchor,
      kind: 'comment',
      audience: 'author',
      text: '请补出处',
    })
    await api.annotations.reply({ annotationId: annotation.id, text: '补在第二段' })
    await api.annotations.remove({ annotationId: annotation.id })
    await api.annotations.restore({ annotationId: annotation.id })
    const { letter } = await api.decisions.draft({ submissionId, verdict: 'revise', reason: '' })
    const recorded = await api.decisions.record({
      submissionId,
      verdict: 'revise',
      reason: '补出处',
      override: null,
      letter,
    })
    expect(recorded.letter?.state).toBe('queued')
    // Nothing that only sending needs reaches the window.
    expect(Object.keys(recorded.letter ?? {})).not.toContain('html')
    expect(woken).toBe(2)
    await api.letters.cancel({ letterId: recorded.letter!.id })
    expect((await api.decisions.revert({ decisionId: recorded.decision.id, reason: '再想想' })).reverted).not.toBeNull()
  })

  it('for a letter that is tried again', async () => {
    await giveMaildir(desk)
    const { letter } = decideWithLetter(desk.context, await takeSubmission(desk.context), 'reject')
    const retried = await client().letters.retry({ letterId: letter!.id, evenIfUnsure: false })
    expect(retried).toMatchObject({ state: 'queued', reason: 'by-editor', notBefore: desk.clock.now() })
    expect(woken).toBe(1)
  })
})

describe('mail in quarantine', () => {
  it('is listed, says why it still cannot be read, and goes in when it can', async () => {
    desk.close()
    let isBroken = true
    const inline = inlineTaskRunner()
    desk = openTestDesk({
      tasks: {
        ...inline,
        run: async (name, input) =>
          isBroken && name === 'parse' ? fail({ code: 'timeout', detail: 'took too long' }) : inline.run(name, input),
      },
    })
    serve()
    const { hash } = await receive(desk.context, rawMail(), null, 1)
    await processMessage(desk.context, hash)
    expect(await client().submissions.quarantine()).toMatchObject([{ hash, reason: 'timeout' }])
    expect((await client().desk.counts()).quarantine).toBe(1)
    expect(await errorOf(client().submissions.retryQuarantined({ hash }))).toEqual({
      code: 'REFUSED',
      data: { code: 'still-unparsable', params: { reason: 'took too long' } },
    })
    isBroken = false
    await client().submissions.retryQuarantined({ hash })
    expect(listQuarantined(desk.context.db)).toEqual([])
    expect(await errorOf(client().submissions.retryQuarantined({ hash }))).toMatchObject({
      data: { code: 'not-found' },
    })
  })
})

describe('over a message port', () => {
  type Client = ContractRouterClient<Contract>

  function connect(): Client {
    const { port1, port2 } = new MessageChannel()
    new RPCHandler(router).upgrade(port1)
    port1.start()
    port2.start()
    closing.push(() => {
      port1.close()
      port2.close()
      return Promise.resolve()
    })
    return createORPCClient(new RPCLink({ port: port2 }))
  }

  it('refusals keep their data and bad input its place', async () => {
    const api = connect()
    expect(await errorOf(api.submissions.open({ submissionId: 'none' }))).toEqual({
      code: 'REFUSED',
      data: { code: 'not-found', params: {} },
    })
    expect(await errorOf(api.desk.setEditor({ name: '' }))).toMatchObject({ code: 'BAD_REQUEST' })
  })

  it('a bug arrives as one, without its inner words', async () => {
    const id = await takeSubmission(desk.context)
    desk.context.db.exec("UPDATE manuscript_versions SET content_hash = '/secret/path'")
    const api = connect()
    const detail = await api.submissions.show({ submissionId: id })
    const error = await errorOf(api.manuscripts.document({ versionId: detail.versions[0]!.id }))
    expect(error.code).toBe('INTERNAL_SERVER_ERROR')
    expect(JSON.stringify(error)).not.toContain('/secret/path')
  })

  it('events come as they happen and end when the window lets go', async () => {
    const api = connect()
    const abort = new AbortController()
    const events = await api.desk.events(undefined, { signal: abort.signal })
    expect((await events.next()).value).toEqual({ type: 'hello', startedAt: 7 })
    const waiting = events.next()
    hub.emit({ type: 'changed', scopes: ['letters'] })
    expect((await waiting).value).toEqual({ type: 'changed', scopes: ['letters'] })
    await events.return?.()
    hub.emit({ type: 'changed', scopes: ['letters'] })
  })
})

describe('mails from files', () => {
  it('are chosen in the dialog of the system, imported in the background and reported', async () => {
    serve()
    expect(await client().mailImport.choose({ what: 'files' })).toEqual({ started: false })
    const folder = path.join(desk.profileDir, 'saved')
    mkdirSync(folder)
    writeFileSync(path.join(folder, 'one.eml'), rawMail({ messageId: '<saved@mail.example>' }))
    writeFileSync(path.join(folder, 'old.pst'), 'a store of Outlook')
    chosen = [folder, path.join(folder, 'gone.eml')]
    expect(await client().mailImport.choose({ what: 'folder' })).toEqual({ started: true })
    expect((await errorOf(client().mailImport.choose({ what: 'folder' }))).data).toMatchObject({
      code: 'mail-import-running',
    })
    await vi.waitFor(async () => expect(await client().mailImport.state()).toMatchObject({ kind: 'idle' }), SOON)
    expect(await client().mailImport.state()).toMatchObject({
      report: {
        imported: 1,
        duplicates: 0,
        quarantined: 0,
        submissions: 1,
        refusedCount: 2,
        refused: [{ reason: 'format-not-supported' }, { reason: 'not-found' }],
        cancelled: false,
      },
    })
  })
})

describe('published articles', () => {
  it('come from what the dialog gave, in the background, and are listed, matched and removed', async () => {
    const folder = path.join(desk.profileDir, 'articles')
    mkdirSync(folder)
    writeFileSync(path.join(folder, 'one.txt'), `内容团队的第二年\n\n${ARTICLE}`)
    const submissionId = await takeSubmission(desk.context)
    expect(await client().published.choose({ what: 'folder' })).toEqual({ started: false })
    chosen = [folder]
    expect(await client().published.choose({ what: 'folder' })).toEqual({ started: true })
    await vi.waitFor(async () => expect(await client().published.state()).toMatchObject({ kind: 'idle' }), SOON)
    expect(await client().published.state()).toMatchObject({ report: { imported: 1, duplicates: 0, refusedCount: 0 } })
    const { rows, total } = await client().published.list({ query: '第二年', offset: 0, limit: 10 })
    expect([rows.length, total]).toEqual([1, 1])
    const [match] = await client().submissions.published({ submissionId })
    expect(match).toMatchObject({ articleId: rows[0]?.id, title: '内容团队的第二年' })
    const compared = await client().submissions.compare({ submissionId, kind: 'published', id: match?.articleId ?? '' })
    expect(compared.score).toBe(match?.score)
    for (const { aStart, bStart } of compared.passages) {
      expect(compared.here.text.slice(aStart, aStart + 8)).toBe(compared.there.text.slice(bStart, bStart + 8))
    }
    await client().published.remove({ articleIds: [match?.articleId ?? ''] })
    expect(await client().submissions.published({ submissionId })).toEqual([])
    expect((await errorOf(client().published.remove({ articleIds: ['x'] }))).data).toMatchObject({ code: 'not-found' })
  })
})

describe('a search on the web', () => {
  it('is the shell’s to open, with a sentence of the newest version', async () => {
    const submissionId = await takeSubmission(desk.context)
    const [sentence] = await client().submissions.sentences({ submissionId })
    expect(ARTICLE).toContain(sentence)
    await client().published.search({ engine: 'baidu', sentence: sentence ?? '' })
    expect(searched).toEqual([['baidu', sentence]])
    expect((await errorOf(client().published.search({ engine: 'bing', sentence: '一句' }))).data).toMatchObject({
      code: 'no-browser',
    })
    const call = client().published.search({ engine: 'http://evil' as 'bing', sentence: '一句' })
    expect((await errorOf(call)).code).toBe('BAD_REQUEST')
  })
})

describe('files at the door', () => {
  const program = { filename: '合同.docx.exe', contentType: 'application/octet-stream', bytes: Buffer.from('MZ\u0000') }

  /** A mail with one attachment, and the reference to it. */
  async function attached(attachment: { filename: string; contentType: string; bytes: Uint8Array }) {
    const { hash, outcome } = await takeMail(desk.context, rawMail({ attachment }))
    if (outcome.kind !== 'registered') throw new Error('a submission')
    const [file] = (await client().messages.show({ hash })).attachments
    const ref = { of: 'mail' as const, messageHash: hash, sha256: file?.sha256 ?? '', entry: null }
    return { submissionId: outcome.submissionId, hash, ref }
  }

  it('asks the shell by hash and harmless name, and never for what runs', async () => {
    const { ref } = await attached(program)
    expect(await client().files.ready({ file: ref })).toMatchObject({ danger: 'program', preview: 'none' })
    expect(await client().files.openOutside({ file: ref, evenIfMacro: true })).toEqual({ kind: 'refused' })
    expect(outside).toEqual([])
    expect(await client().files.save({ file: ref })).toEqual({ kind: 'done' })
    expect(outside).toEqual([['save', ref.sha256, '合同.docx.exe']])
  })

  it('opens what may carry macros only when it is meant', async () => {
    const { ref } = await attached({
      filename: '../../表.xlsm',
      contentType: 'x/y',
      bytes: Buffer.from('PK\u0003\u0004'),
    })
    expect(await client().files.openOutside({ file: ref, evenIfMacro: false })).toEqual({ kind: 'refused' })
    expect(await client().files.openOutside({ file: ref, evenIfMacro: true })).toEqual({ kind: 'done' })
    expect(outside).toEqual([['open', ref.sha256, '表.xlsm']])
  })

  it('lets nobody name a file that is not of the mail, or a place that is no hash', async () => {
    const { ref, hash } = await attached(program)
    const other = { ...ref, sha256: hash }
    expect(await errorOf(client().files.ready({ file: other }))).toMatchObject({ data: { code: 'not-found' } })
    const paths = ['../../desk.db', `${'a'.repeat(63)}/`, 'A'.repeat(64)]
    for (const sha256 of paths) {
      expect((await errorOf(client().files.text({ sha256 }))).code).toBe('BAD_REQUEST')
      expect((await errorOf(client().files.chunk({ sha256, offset: 0, length: 9 }))).code).toBe('BAD_REQUEST')
    }
    expect(outside).toEqual([])
  })

  it('opens a link only by its place among the expiring links of a mail', async () => {
    const { hash } = await takeMail(desk.context, corpusMail('08'))
    const { links } = await client().messages.show({ hash })
    const index = links.findIndex(({ expiring }) => expiring)
    expect(await client().links.open({ messageHash: hash, index })).toEqual({ kind: 'done' })
    expect(outside).toEqual([['link', links[index]?.url]])
    const harmless = rawMail({ text: `${ARTICLE}\nhttps://example.com/page` })
    const plain = await takeMail(desk.context, harmless)
    for (const [messageHash, place] of [
      [plain.hash, 0],
      [hash, 99],
      ['0'.repeat(64), 0],
    ] as const) {
      const refused = await errorOf(client().links.open({ messageHash, index: place }))
      expect(refused).toMatchObject({ data: { code: 'link-not-found' } })
    }
    expect(outside).toHaveLength(1)
  })

  it('takes a file in pieces, in order and no more than was said', async () => {
    const submissionId = await takeSubmission(desk.context)
    const text = Buffer.from(ARTICLE)
    const upload = async (size: number, pieces: readonly [number, Buffer][]): Promise<string> => {
      const { uploadId } = await client().files.beginUpload({ filename: '补稿.txt', size })
      for (const [offset, piece] of pieces) {
        await client().files.appendUpload({ uploadId, offset, base64: piece.toString('base64') })
      }
      return uploadId
    }
    const half = text.length >> 1
    const [first, second] = [text.subarray(0, half), text.subarray(half)]
    const whole = await upload(text.length, [
      [0, first],
      [half, second],
    ])
    const added = await client().files.add({ submissionId, uploadId: whole, link: null })
    expect(added.refusal).toBeNull()
    const listed = await client().files.ofSubmission({ submissionId })
    expect(listed.handedOver).toMatchObject([{ filename: '补稿.txt', size: text.length }])

    const lost = { data: { code: 'upload-lost' } }
    expect(await errorOf(client().files.add({ submissionId, uploadId: whole, link: null }))).toMatchObject(lost)
    expect(await errorOf(upload(text.length, [[half, second]]))).toMatchObject(lost)
    expect(await errorOf(upload(first.length - 1, [[0, first]]))).toMatchObject(lost)
    const short = await upload(text.length, [[0, first]])
    expect(await errorOf(client().files.add({ submissionId, uploadId: short, link: null }))).toMatchObject(lost)
    expect(await upload(MAX_UPLOAD_BYTES, [])).not.toBe('')
    expect(await errorOf(upload(MAX_UPLOAD_BYTES + 1, []))).toMatchObject({ data: { code: 'file-too-large' } })
  })

  it('forgets the oldest of too many uploads', async () => {
    const begun: string[] = []
    for (let count = 0; count <= MAX_UPLOADS; count += 1) {
      begun.push((await client().files.beginUpload({ filename: `${count}.txt`, size: 0 })).uploadId)
    }
    const [oldest = '', second = ''] = begun
    expect(await errorOf(client().files.glance({ uploadId: oldest }))).toMatchObject({ data: { code: 'upload-lost' } })
    expect((await client().files.glance({ uploadId: second })).kind).toBe('refused')
  })

  it('gives a file in bounded pieces', async () => {
    const bytes = Buffer.from(`%PDF-1.7\n${'x'.repeat(100)}`)
    const { ref } = await attached({ filename: '稿.pdf', contentType: 'application/pdf', bytes })
    const { sha256, size, preview } = await client().files.ready({ file: ref })
    expect([preview, size]).toEqual(['pdf', bytes.length])
    const { base64 } = await client().files.chunk({ sha256, offset: 5, length: 4 })
    expect(Buffer.from(base64, 'base64').toString()).toBe('1.7\n')
    const tooMuch = client().files.chunk({ sha256, offset: 0, length: CHUNK_BYTES + 1 })
    expect((await errorOf(tooMuch)).code).toBe('BAD_REQUEST')
    expect((await client().files.chunk({ sha256, offset: size, length: CHUNK_BYTES })).base64).toBe('')
  })
})
