/** The JSON of the reading commands has exactly the keys of DESIGN.md's table. */
import { rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../support/desk'
import { runTougao } from './run-tougao'

const CORPUS = fileURLToPath(new URL('../../fixtures/corpus', import.meta.url))
const MAILS = [
  '01-foxmail-docx-raw-gbk-filename',
  '07-zip-gbk-entry-names',
  '15-docx-bomb-xxe',
  '18-violations-clickbait-ad',
]
const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

const LISTED = [
  'id',
  'state',
  'subject',
  'title',
  'from',
  'receivedAt',
  'messageIds',
  'words',
  'findings',
  'quarantined',
]
const SHOWN = LISTED.concat(
  'author links attachments manuscript versions annotations checklist decisions letters'.split(' '),
)

const folder = temporaryFolder()
beforeAll(async () => {
  const files = MAILS.map((name) => path.join(CORPUS, `${name}.eml`))
  const { code, stderr } = await runTougao(folder, ['import', ...files])
  if (code !== 0) throw new Error(stderr)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Json = Record<string, unknown>
const jsonOf = async <T = Json>(...args: string[]): Promise<T> => {
  const run = await runTougao(folder, [...args, '--json'])
  expect([run.stderr, run.code]).toEqual(['', 0])
  expect(run.stdout.trimEnd()).not.toContain('\n')
  return run.json<T>()
}
const keys = (value: unknown): string[] => Object.keys(value as Json).sort()

describe('the shapes', () => {
  it('list', async () => {
    const rows = await jsonOf<Json[]>('list')
    expect(rows).toHaveLength(4)
    for (const row of rows) {
      expect(keys(row)).toEqual(LISTED.toSorted())
      expect(keys(row['from'])).toEqual(['address', 'name'])
      expect(keys(row['findings'])).toEqual(['error', 'note', 'warning'])
      expect(row['receivedAt']).toMatch(ISO)
      expect(row['quarantined']).toBe(false)
    }
    expect(rows[0]).toMatchObject({ state: 'new', from: { name: '暴富日记', address: 'baofu@spam.example' } })
    expect(await jsonOf('list', '--state', 'accepted')).toEqual([])
  })

  it('show, by 稿号 as well as by id', async () => {
    const shown = await jsonOf('show', '2609-001')
    expect(keys(shown)).toEqual(SHOWN.toSorted())
    expect(await jsonOf('show', String(shown['id']))).toEqual(shown)
    expect(shown['manuscript']).toMatchObject({
      title: 'AI视频生成,谁能领跑全场?',
      byline: '志刚@互联网江湖主编',
      images: [{ contentType: 'image/png' }],
      version: 1,
      report: [],
    })
    expect(keys(shown['manuscript'])).toEqual(['byline', 'images', 'report', 'text', 'title', 'version'])
    expect(shown['attachments']).toMatchObject([{ filename: '【投稿】AI视频生成_志刚.docx', size: 12867 }])
    expect(shown['versions']).toMatchObject([{ addedAt: expect.stringMatching(ISO) }])
    const zip = await jsonOf('show', '2609-002')
    expect(zip['attachments']).toMatchObject([{ entries: ['第二曲线稿件x.docx', '配图一号文件x.png'] }])
    expect((await jsonOf<{ findings: object[] }>('show', '2609-004')).findings).not.toHaveLength(0)
  })

  it('show of a refused document says why, and has no text', async () => {
    expect((await jsonOf('show', '2609-003'))['manuscript']).toEqual({
      title: '',
      byline: '',
      text: '',
      images: [],
      version: 0,
      report: [{ code: 'conversion-refused', detail: expect.stringContaining('unpacks-too-large') as string }],
    })
    const { code, json } = await runTougao(folder, ['export', '2609-003', '--to', 'json', 'x.json', '--json'])
    expect([code, json()]).toMatchObject([1, { error: { code: 'no-manuscript' } }])
  })

  it('message, with or without angle brackets', async () => {
    const message = await jsonOf('message', '<a001.bf76c4461f55@mail.example>')
    expect(await jsonOf('message', 'a001.bf76c4461f55@mail.example')).toEqual(message)
    const wanted = 'attachments copies date from html inReplyTo kind messageId subject submission text'
    expect(keys(message)).toEqual(wanted.split(' '))
    expect(message['date']).toBe('2026-09-01T08:20:00.000Z')
    expect(message['copies']).toMatchObject([{ hash: expect.stringMatching(/^[0-9a-f]{64}$/), places: [] }])
  })

  it('verify, stats, authors, author, outbox', async () => {
    const verified = await jsonOf('verify')
    expect(keys(verified)).toEqual(['auditEvents', 'blobs', 'database', 'ok', 'problems'])
    expect(verified).toMatchObject({ ok: true, database: 'ok', problems: [] })
    expect(await jsonOf('stats')).toMatchObject({ byState: { new: 4 } })
    const authors = await jsonOf<Json[]>('authors')
    expect(authors.length).toBeGreaterThan(2)
    expect(authors[0]).toMatchObject({ lastReceivedAt: expect.stringMatching(ISO), identity: 'non-author' })
    const author = await jsonOf('author', 'zhigang@hulianwangjianghu.example')
    expect(author).toMatchObject({ author: { name: '志刚' }, submissions: [{ number: '2609-001' }] })
    expect(await jsonOf('outbox')).toEqual({ letters: [] })
    expect(await jsonOf('account', 'list')).toEqual([])
  })

  it.each([
    [['show', '2609-999'], 'no-such-submission'],
    [['message', 'nobody@nowhere'], 'no-such-message'],
    [['author', 'nobody@nowhere.example'], 'no-such-author'],
    [['account', 'test', 'nobody@nowhere.example'], 'no-such-account'],
    [['account', 'remove', 'nobody@nowhere.example'], 'no-such-account'],
    [['outbox', '--cancel', 'x'], 'no-such-letter'],
  ])('%j fails with %s', async (args, failure) => {
    const { code, stderr, json } = await runTougao(folder, [...args, '--json'])
    expect([code, json()]).toMatchObject([1, { error: { code: failure } }])
    expect(stderr.trim()).not.toBe('')
  })

  it('decide --propose', async () => {
    const decide = ['decide', '2609-002', 'reject', '--reason', '不合适', '--propose', '--no-letter']
    const { code, stdout, stderr } = await runTougao(folder, decide, { env: { LANG: 'zh_CN.UTF-8' } })
    expect([stderr, code]).toEqual(['', 0])
    expect(stdout).toMatch(/^2609-002：结论草案（退稿）等资深编辑批准（[0-9a-f-]{36}）。\n没有回信。\n$/u)
    expect(await jsonOf('outbox')).toEqual({ letters: [] })
    const other = await jsonOf('decide', '2609-003', 'junk', '--reason', '广告', '--propose')
    expect(other).toMatchObject({
      state: 'new',
      proposal: { state: 'waiting', verdict: 'junk', at: expect.stringMatching(ISO) },
    })
  })

  it.each([
    [['author', 'erase', 'zhigang@hulianwangjianghu.example'], '将抹去 志刚 的：'],
    [['list'], '2609-004  待初筛  2026-09-06'],
    [['show', '2609-001'], '要么核心功能被手机厂商们直接整合'],
    [['message', 'a001.bf76c4461f55@mail.example'], '附件  【投稿】AI视频生成_志刚.docx'],
    [['verify'], '完好'],
    [['stats'], '待初筛'],
    [['authors'], '志刚'],
    [['author', 'zhigang@hulianwangjianghu.example'], '过稿 0/1'],
  ])('%j is text in the user’s language without --json', async (args, words) => {
    const { code, stdout } = await runTougao(folder, args, { env: { LANG: 'zh_CN.UTF-8' } })
    expect(code).toBe(0)
    expect(stdout).toContain(words)
  })

  it('author erase: shows what goes, and takes it with --yes only', async () => {
    const named = 'zhigang@hulianwangjianghu.example'
    const preview = await jsonOf('author', 'erase', named)
    expect(keys(preview)).toEqual(['authorId', 'goes', 'hindrances', 'name', 'stays', 'unreached'])
    expect(preview).toMatchObject({ name: '志刚', hindrances: [] })
    expect(await jsonOf('author', named)).toMatchObject({ author: { name: '志刚' } })
    expect(await jsonOf('author', 'erase', named, '--yes')).toMatchObject({ authorId: preview['authorId'], mails: 1 })
    const { code, json } = await runTougao(folder, ['author', named, '--json'])
    expect([code, json()]).toMatchObject([1, { error: { code: 'no-such-author' } }])
    expect(await jsonOf('author', String(preview['authorId']))).toMatchObject({ author: { name: '' }, addresses: [] })
    expect(await jsonOf('verify')).toMatchObject({ ok: true })
  })
})
