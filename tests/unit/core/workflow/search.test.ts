import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sortPending } from '@core/workflow/intake'
import { receiveAll } from '@core/workflow/receive'
import { feedIndex, feedIndexNow, searchMail } from '@core/workflow/search'
import { openTestDesk, TEST_NOW, type TestDesk } from '../../../support/desk'
import { rawMail, takeMail, takeSubmission } from '../../../support/mails'

let desk: TestDesk
beforeEach(() => {
  desk = openTestDesk()
})
afterEach(() => desk.close())

const file = () => path.join(desk.profileDir, 'search.db')
const mailsWith = (query: string, limit = 20) =>
  searchMail(desk.context, query, limit).hits.filter(({ kind }) => kind === 'mail')

/** Mails whose texts these are, and their hashes in the same order. */
async function mailsOf(...texts: string[]): Promise<string[]> {
  const hashes: string[] = []
  for (const text of texts) hashes.push((await takeMail(desk.context, rawMail({ subject: '无题', text }))).hash)
  await feedIndex(desk.context)
  return hashes
}

describe('a search of mail', () => {
  it.each(['熊', '熊猫', '大熊猫', '大熊猫馆', '成都 熊猫', '熊猫 gpt', 'GP', '2026'])('finds %s', async (query) => {
    const [found] = await mailsOf('成都的大熊猫馆，GPT 在 2026 年', '成都的猫和狗熊，没有别的')
    const hits = mailsWith(query)
    expect(hits.map(({ id }) => id)).toContain(found)
    if (query !== '熊') expect(hits).toHaveLength(1)
  })

  it.each(['猫熊', '成馆', '熊猫 重庆', 'PT', '馆长'])('does not find %s', async (query) => {
    await mailsOf('成都的大熊猫馆，GPT 在 2026 年')
    expect(mailsWith(query)).toEqual([])
  })

  it('finds a character wherever it stands, the last one too', async () => {
    await mailsOf('首尾')
    for (const query of ['首', '尾']) expect(mailsWith(query)).toHaveLength(1)
  })

  it('finds subject and sender, and puts them before the text', async () => {
    const inText = (await mailsOf('谈到裂变，裂变，还是裂变'))[0]
    const inSubject = (
      await takeMail(desk.context, rawMail({ subject: '裂变', from: 'Lin <lin@mail.example>', text: '正文' }))
    ).hash
    await feedIndex(desk.context)
    expect(mailsWith('裂变').map(({ id }) => id)).toEqual([inSubject, inText])
    expect(mailsWith('lin@mail').map(({ id }) => id)).toEqual([inSubject])
  })

  it('shows the place, and the submission it belongs to', async () => {
    const id = await takeSubmission(desk.context, {
      subject: '一篇稿子',
      text: `${'前文。'.repeat(60)}\n\n这里有大熊猫。${'后文。'.repeat(60)}`,
    })
    await feedIndex(desk.context)
    const [hit] = mailsWith('大熊猫')
    expect(hit).toMatchObject({ title: '一篇稿子', submissionId: id })
    expect(hit?.snippet).toMatch(/^….*这里有大熊猫。后文.*…$/)
  })

  it('finds history, which is no submission', async () => {
    const arrival = { place: null, flags: [], arrivedAt: TEST_NOW, history: true, outgoing: false }
    await receiveAll(desk.context, [{ ...arrival, source: { bytes: rawMail({ text: '往年的大熊猫' }) } }])
    await sortPending(desk.context)
    await feedIndex(desk.context)
    expect(mailsWith('大熊猫')).toMatchObject([{ submissionId: null }])
    expect(desk.context.db.prepare('SELECT count(*) FROM submissions').pluck().get()).toBe(0)
  })

  it('finds submissions by title and number, first', async () => {
    const id = await takeSubmission(desk.context, { subject: '投稿：大熊猫', text: '大熊猫的正文' })
    await feedIndex(desk.context)
    expect(searchMail(desk.context, '大熊猫', 20).hits.map(({ kind }) => kind)).toEqual(['submission', 'mail'])
    expect(searchMail(desk.context, '2609-001', 20).hits[0]).toMatchObject({ kind: 'submission', id })
    expect(searchMail(desk.context, '大熊猫', 1).hits).toHaveLength(1)
  })

  it.each(['', '   ', '"', '*', 'a" OR 1=1 --', 'NEAR(', '^', 'title:大'])(
    'takes %j for words and nothing else',
    async (query) => {
      await mailsOf('大熊猫')
      expect(() => searchMail(desk.context, query, 20)).not.toThrow()
    },
  )
})

describe('the index', () => {
  it('is fed with what is new, and with nothing twice', async () => {
    const [one] = await mailsOf('大熊猫')
    await feedIndex(desk.context)
    const [two] = await mailsOf('小熊猫')
    expect(new Set(mailsWith('熊猫').map(({ id }) => id))).toEqual(new Set([one, two]))
    const index = new Database(file(), { readonly: true })
    expect(index.prepare('SELECT count(*) FROM documents').pluck().get()).toBe(2)
    index.close()
  })

  it('finds a mail that was taken out of quarantine after later ones were fed', async () => {
    const { context } = desk
    const early = await receiveAll(context, [
      {
        source: { bytes: rawMail({ text: '迟到的大熊猫' }) },
        place: null,
        flags: [],
        arrivedAt: 1,
        history: false,
        outgoing: false,
      },
    ])
    context.db.prepare("UPDATE messages SET stage = 'quarantined' WHERE hash = ?").run(early[0]?.hash)
    await mailsOf('别的')
    context.db.prepare("UPDATE messages SET stage = 'stored' WHERE hash = ?").run(early[0]?.hash)
    await sortPending(context)
    await feedIndex(context)
    expect(mailsWith('大熊猫')).toHaveLength(1)
  })

  it.each([
    ['missing', () => rmSync(file())],
    ['no database', () => writeFileSync(file(), 'no database at all, whatever its name says'.repeat(200))],
    ['empty', () => writeFileSync(file(), '')],
    ['of another version', () => change((index) => index.pragma('user_version = 999'))],
    ['of another desk', () => change((index) => index.exec("UPDATE feed SET desk_id = 'x'"))],
    ['without its tables', () => change((index) => index.exec('DROP TABLE documents'))],
  ])('that is %s is made again', async (_what, harm) => {
    await mailsOf('大熊猫')
    for (const name of readdirSync(desk.profileDir).filter((one) => one.startsWith('search.db-'))) {
      rmSync(path.join(desk.profileDir, name))
    }
    harm()
    expect(() => mailsWith('大熊猫')).not.toThrow()
    feedIndexNow(desk.context)
    expect(mailsWith('大熊猫')).toHaveLength(1)
  })

  it('goes through everything again when rows were numbered anew', async () => {
    const [one, two] = await mailsOf('大熊猫', '小熊猫')
    change((index) => index.exec("UPDATE feed SET mail_hash = 'another'"))
    await mailsOf('红熊猫')
    expect(mailsWith('熊猫')).toHaveLength(3)
    expect(mailsWith('熊猫').map(({ id }) => id)).toEqual(expect.arrayContaining([one, two]))
  })

  it('is not there before anything was fed, and a search finds nothing then', async () => {
    await takeMail(desk.context, rawMail({ text: '大熊猫' }))
    expect(existsSync(file())).toBe(false)
    expect(mailsWith('大熊猫')).toEqual([])
  })

  function change(how: (index: Database.Database) => unknown): void {
    const index = new Database(file())
    how(index)
    index.close()
  }
})
