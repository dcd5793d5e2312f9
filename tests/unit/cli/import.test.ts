import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { receive } from '@core/workflow/receive'
import { openTestDesk, temporaryFolder } from '../../support/desk'
import { ARTICLE, rawMail } from '../../support/mails'
import { unicode, writeMsg } from '../../support/outlook-file'
import { runTougao } from './run-tougao'

const CORPUS = fileURLToPath(new URL('../../fixtures/corpus', import.meta.url))

interface ImportJson {
  readonly imported: number
  readonly duplicates: number
  readonly quarantined: readonly { readonly path: string; readonly reason: string }[]
  readonly submissions: readonly string[]
}

let folder: string
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const file = (name: string, content: string | Uint8Array): string => {
  const target = path.join(folder, name)
  mkdirSync(path.dirname(target), { recursive: true })
  writeFileSync(target, content)
  return target
}
const importOf = async (...paths: string[]): Promise<ImportJson> => {
  const run = await runTougao(folder, ['import', ...paths, '--json'])
  expect([run.stderr, run.code]).toEqual(['', 0])
  return run.json<ImportJson>()
}

describe('import', () => {
  it('takes .eml, .mbox and a Maildir, and of a folder only what is mail', async () => {
    file('in/a.eml', rawMail({ messageId: '<a@x.example>' }))
    const from = 'From zhou@mail.example Mon Sep  7 09:00:00 2026\n'
    const two = [rawMail({ messageId: '<b@x.example>' }), rawMail({ messageId: '<c@x.example>' })]
    file('in/box.mbox', two.map((mail) => `${from}${mail.toString('latin1')}\n\n`).join(''))
    for (const name of ['cur', 'new', 'tmp']) mkdirSync(path.join(folder, 'in/Maildir', name), { recursive: true })
    file('in/Maildir/new/1.M1.host', rawMail({ messageId: '<d@x.example>' }))
    file('in/Maildir/tmp/half', rawMail({ messageId: '<e@x.example>' }))
    file('in/notes.md', ARTICLE)
    file('in/稿件.txt', ARTICLE)
    expect(await importOf('in')).toMatchObject({ imported: 4, duplicates: 0, quarantined: [] })
    expect(await importOf('in')).toEqual({ imported: 0, duplicates: 4, quarantined: [], submissions: [] })
  })

  it('puts an answer to its piece, however the files are ordered', async () => {
    file('in/1-answer.eml', rawMail({ date: 'Tue, 08 Sep 2026 09:00:00 +0800', inReplyTo: '<piece@x.example>' }))
    file('in/2-piece.eml', rawMail({ date: 'Mon, 07 Sep 2026 09:00:00 +0800', messageId: '<piece@x.example>' }))
    expect((await importOf('in')).submissions).toHaveLength(1)
  })

  it('counts another delivery of the same mail as a duplicate and keeps it', async () => {
    const mail = rawMail({ messageId: '<a@x.example>' }).toString('latin1')
    file('a.eml', mail)
    file('b.eml', `Received: from elsewhere\r\n${mail}`)
    expect(await importOf('a.eml', 'b.eml')).toMatchObject({ imported: 1, duplicates: 1 })
    const { copies } = (await runTougao(folder, ['message', 'a@x.example', '--json'])).json<{ copies: object[] }>()
    expect(copies).toMatchObject([{ kind: 'submission' }, { kind: 'duplicate' }])
  })

  it('makes a submission of each document that is named, once', async () => {
    file('出海.md', `# 品牌出海的第三年\n\n文 / 志刚\n\n${ARTICLE}`)
    file('扫描.pdf', '%PDF-1.4')
    const first = await importOf('出海.md', '扫描.pdf')
    expect(first).toMatchObject({ imported: 2, duplicates: 0, quarantined: [] })
    expect(first.submissions).toHaveLength(2)
    const shown = (await runTougao(folder, ['show', first.submissions[0] ?? '', '--json'])).json<{
      readonly title: string
      readonly author: { readonly address: string }
      readonly manuscript: { readonly text: string }
    }>()
    expect(shown).toMatchObject({ title: '品牌出海的第三年', author: { address: '' }, messageIds: [] })
    expect(shown.manuscript.text).toContain('第1段')
    expect(await importOf('出海.md')).toMatchObject({ imported: 0, duplicates: 1, submissions: [] })
  })

  it('refuses what is not there and what is not built, before it takes anything', async () => {
    const gone = await runTougao(folder, ['import', 'gone.eml', '--json'])
    expect([gone.code, gone.json()]).toMatchObject([1, { error: { code: 'path-not-found' } }])
    file('outlook.pst', 'x')
    const foreign = await runTougao(folder, ['import', 'outlook.pst', '--json'])
    expect([foreign.code, foreign.json()]).toMatchObject([1, { error: { code: 'not-built' } }])
  })

  it('says which files of a folder it could not take, and takes the others', async () => {
    file('in/a.eml', rawMail())
    file('in/b.pst', 'x')
    const { code, stderr, json } = await runTougao(folder, ['import', 'in', '--json'])
    expect(code).toBe(1)
    expect(json<ImportJson>()).toMatchObject({
      imported: 1,
      quarantined: [{ path: path.join(folder, 'in/b.pst'), reason: 'format-not-supported' }],
    })
    expect(stderr).toContain('b.pst')
  })

  it('takes a mail from Outlook', async () => {
    file('brief.msg', writeMsg({ properties: [unicode(0x0037, '投稿：复盘模板'), unicode(0x1000, '正文')] }))
    expect(await importOf('brief.msg')).toMatchObject({ imported: 1, quarantined: [] })
  })

  it('keeps a mail that cannot be read, and lists it', async () => {
    const deep = Array.from({ length: 2_100 }, () => '--b\r\nContent-Type: text/plain\r\n\r\nx\r\n').join('')
    file('many.eml', `From: a@x.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${deep}--b--\r\n`)
    const { quarantined, imported } = await importOf('many.eml')
    expect(imported).toBe(0)
    expect(quarantined).toMatchObject([{ path: path.join(folder, 'many.eml'), reason: 'too-many-parts' }])
    const [row] = (await runTougao(folder, ['list', '--json'])).json<{ id: string }[]>()
    expect(row).toMatchObject({ state: null, quarantined: true })
    expect((await runTougao(folder, ['list', '--state', 'new', '--json'])).json()).toEqual([])
    const shown = await runTougao(folder, ['message', row?.id ?? '', '--json'])
    expect([shown.code, shown.json()]).toMatchObject([1, { error: { code: 'quarantined' } }])
  })

  it('takes in what an import that was interrupted kept', async () => {
    const profileDir = path.join(folder, 'profile')
    const mail = rawMail({ messageId: '<a@x.example>' })
    const desk = openTestDesk({ profileDir, keep: true })
    await receive(desk.context, mail, null, desk.clock.now())
    await receive(desk.context, rawMail({ messageId: '<b@x.example>' }), null, desk.clock.now())
    desk.close()
    file('a.eml', mail)
    // The other one is taken in as well, and is not one of these files.
    const report = await importOf('a.eml')
    expect(report).toMatchObject({ imported: 1, duplicates: 0 })
    expect(report.submissions).toHaveLength(2)
    expect((await runTougao(folder, ['list', '--json'])).json()).toHaveLength(2)
  })

  it('draws its progress only for somebody who looks', async () => {
    cpSync(path.join(CORPUS, '27-empty.eml'), path.join(folder, 'a.eml'))
    const { stderr, stdout } = await runTougao(folder, ['import', 'a.eml'], { terminal: true })
    expect(stderr).toContain('1/1')
    expect(stdout).toBe('1 mail imported, 0 already here, submissions concerned: 1.\n')
  })
})
