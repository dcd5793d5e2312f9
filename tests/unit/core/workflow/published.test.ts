import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { METHOD } from '@core/compliance/similarity'
import {
  articlesWithoutFingerprints,
  commonnessOf,
  findArticleCandidates,
  listArticleMatches,
  listArticles,
  putArticlesOfSubmission,
  putSubmissionsOfArticle,
} from '@core/store/repositories/published'
import { getSubmission } from '@core/store/repositories/submissions'
import { inlineTaskRunner, type TaskRunner } from '@core/workers/pool'
import {
  BATCH_ARTICLES,
  MAX_FOLDER_DEPTH,
  importPublished,
  publishedMatches,
  removePublished,
  sentencesToSearch,
} from '@core/workflow/published'
import { compareTexts, noteMissingArticles, similarPieces } from '@core/workflow/similar'
import { verifyDesk } from '@core/workflow/verify'
import { fail } from '@shared/domain/result'
import { searchAddress, searchEngineSchema } from '@shared/domain/published'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { takeSubmission } from '../../../support/mails'
import { fullScans, plansOf } from '../../../support/query-plans'
import { expectRefusal } from '../../../support/rows'
import { article, random, rewritten, textOf } from '../../compliance/similarity/articles'

let desk: TestDesk
let folder: string
beforeEach(() => {
  desk = openTestDesk()
  folder = path.join(desk.profileDir, 'site')
  mkdirSync(folder)
})
afterEach(() => desk.close())

const SENTENCES = article(random(77), 40)
const TEXT = textOf(SENTENCES)
const page = (title: string, text: string, more = ''): string =>
  `<html><head><title>${title}</title><link rel="canonical" href="https://site.example/${encodeURIComponent(title)}">
   <meta name="author" content="周舟"><meta property="article:published_time" content="2026-08-01">${more}</head><body>
   <article>${text
     .split('\n')
     .map((line) => `<p>${line}</p>`)
     .join('')}</article>
   <footer>本文为作者独立观点，不代表鸟哥笔记立场，未经允许不得转载。</footer></body></html>`
const write = (name: string, content: string): void => writeFileSync(path.join(folder, name), content)
const articles = () => listArticles(desk.context.db, { query: '', offset: 0, limit: 100 })
const row = (id: string) => getSubmission(desk.context.db, id)?.row

describe('an import', () => {
  it('takes pages, texts and feeds of a folder, each once, however often it is run', async () => {
    write('a.html', page('第一篇', TEXT))
    mkdirSync(path.join(folder, '2025'))
    write('2025/b.txt', `第二篇的标题\n\n${textOf(article(random(2), 30))}`)
    const third = textOf(article(random(3), 30))
    write(
      'feed.xml',
      `<rss version="2.0"><channel><item><title>第三篇</title><description>${third}</description></item></channel></rss>`,
    )
    write('logo.png', 'no article')
    write('short.txt', '太短')
    const first = await importPublished(desk.context, [folder])
    expect(first).toMatchObject({ imported: 3, duplicates: 0, refusedCount: 1, cancelled: false })
    expect(first.refused).toMatchObject([{ path: path.join(folder, 'short.txt'), reason: 'no-article' }])
    expect(await importPublished(desk.context, [folder])).toMatchObject({ imported: 0, duplicates: 3 })
    const { rows, total } = articles()
    expect(total).toBe(3)
    expect(rows.map(({ title }) => title).toSorted()).toEqual(['第一篇', '第三篇', '第二篇的标题'])
    expect(rows.find(({ title }) => title === '第一篇')).toMatchObject({
      author: '周舟',
      url: `https://site.example/${encodeURIComponent('第一篇')}`,
      publishedAt: Date.UTC(2026, 6, 31, 16),
    })
    expect((await verifyDesk(desk.context, false)).problems).toEqual([])
  })

  it('says what it could not read, and follows no links', async () => {
    symlinkSync('/etc', path.join(folder, 'out'))
    let deep = folder
    for (let depth = 0; depth <= MAX_FOLDER_DEPTH; depth += 1) {
      deep = path.join(deep, 'd')
      mkdirSync(deep)
    }
    writeFileSync(path.join(deep, 'a.txt'), TEXT)
    const report = await importPublished(desk.context, [folder, '/nowhere/at/all'])
    expect(report.refused.map(({ reason }) => reason)).toEqual(['not-readable', 'not-found'])
    expect(report.imported).toBe(0)
  })

  it('keeps articles in batches, tells how it goes, and a disk that fails keeps whole batches only', async () => {
    const items = Array.from(
      { length: BATCH_ARTICLES * 2 + 10 },
      (_, index) =>
        `<item><title>第${index}篇</title><description>${textOf(article(random(500 + index), 12))}</description></item>`,
    )
    write('feed.xml', `<rss version="2.0"><channel>${items.join('')}</channel></rss>`)
    write('page.txt', `单独的一篇\n\n${textOf(article(random(499), 20))}`)
    const { blobs } = desk.context
    const batches: number[] = []
    const failsAt = (batch: number): typeof desk.context => ({
      ...desk.context,
      blobs: {
        ...blobs,
        async putAll(texts) {
          batches.push(texts.length)
          if (batches.length === batch) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
          return blobs.putAll(texts)
        },
      },
    })
    await expect(importPublished(failsAt(2), [folder])).rejects.toThrow('no space left')
    expect(articles().total).toBe(BATCH_ARTICLES)
    batches.length = 0
    const told: number[] = []
    const report = await importPublished(failsAt(0), [folder], ({ imported }) => told.push(imported))
    expect(report).toMatchObject({ imported: BATCH_ARTICLES + 11, duplicates: BATCH_ARTICLES })
    expect(batches).toEqual([BATCH_ARTICLES, BATCH_ARTICLES, 11])
    expect(told).toEqual(told.toSorted((one, other) => one - other))
    expect(told.at(-1)).toBe(report.imported)
    expect(articlesWithoutFingerprints(desk.context.db, METHOD, '', 9)).toEqual([])
  })

  it('can be stopped; what is in stays, and the next goes on', async () => {
    for (let index = 0; index < 5; index += 1) write(`${index}.txt`, textOf(article(random(100 + index), 20)))
    const abort = new AbortController()
    const stopped = await importPublished(
      desk.context,
      [folder],
      ({ done }) => done === 2 && abort.abort(),
      abort.signal,
    )
    expect(stopped).toMatchObject({ imported: 2, cancelled: true })
    expect(await importPublished(desk.context, [folder])).toMatchObject({ imported: 3, duplicates: 2 })
  })
})

describe('a submission', () => {
  const copy = textOf(rewritten(random(5), SENTENCES, 0.3))

  it('that came before or after the article is marked with it, from then on', async () => {
    const before = await takeSubmission(desk.context, { text: copy })
    write('a.html', page('发过的一篇文章', TEXT))
    await importPublished(desk.context, [folder])
    const after = await takeSubmission(desk.context, { text: copy, from: 'other@mail.example' })
    const unrelated = await takeSubmission(desk.context, {
      text: textOf(article(random(9), 30)),
      from: 'c@mail.example',
    })
    for (const id of [before, after]) {
      expect(row(id)?.published).toMatchObject({ title: '发过的一篇文章' })
      expect(row(id)?.published?.score).toBeGreaterThan(0.5)
      expect(publishedMatches(desk.context, id)).toMatchObject([{ title: '发过的一篇文章', author: '周舟' }])
    }
    expect(row(unrelated)?.published).toBeNull()
    // Among submissions it is found as ever.
    expect((await similarPieces(desk.context, after)).map(({ submissionId }) => submissionId)).toEqual([before])
    removePublished(desk.context, [row(after)?.published?.articleId ?? ''])
    expect(row(after)?.published).toBeNull()
    await expectRefusal(desk, 'not-found', () => removePublished(desk.context, ['x']))
  })

  it('that has only what the site prints in common is not', async () => {
    const notice = '本文为作者独立观点，不代表鸟哥笔记立场，未经允许不得转载。\n'
    write('a.html', page('另一篇', `${notice.repeat(3)}${textOf(article(random(31), 12))}`))
    await importPublished(desk.context, [folder])
    const id = await takeSubmission(desk.context, { text: `${notice.repeat(30)}${textOf(article(random(32), 6))}` })
    expect(row(id)?.published).toBeNull()
  })

  it('stands beside the article with the passages that both have', async () => {
    write('a.html', page('发过的一篇文章', TEXT))
    await importPublished(desk.context, [folder])
    const id = await takeSubmission(desk.context, { text: copy })
    const compared = await compareTexts(desk.context, id, {
      kind: 'published',
      id: row(id)?.published?.articleId ?? '',
    })
    expect(compared).toMatchObject({
      score: row(id)?.published?.score,
      there: { title: '发过的一篇文章', author: '周舟' },
    })
    expect(compared.passages.length).toBeGreaterThan(3)
    for (const { aStart, bStart } of compared.passages) {
      expect(compared.here.text.slice(aStart, aStart + 3)).toBe(compared.there.text.slice(bStart, bStart + 3))
    }
    await expectRefusal(desk, 'not-found', () => compareTexts(desk.context, id, { kind: 'published', id: 'x' }))
  })

  it.each(['compare', 'fingerprint'])('whose %s failed is compared at the next start', async (task) => {
    const inline = inlineTaskRunner()
    const failing: TaskRunner = {
      run: (name, input) =>
        name === task ? Promise.resolve(fail({ code: 'worker-died', detail: '' })) : inline.run(name, input),
      tell: () => undefined,
      close: () => inline.close(),
    }
    const id = await takeSubmission(desk.context, { text: copy })
    write('a.html', page('发过的一篇文章', TEXT))
    await importPublished({ ...desk.context, tasks: failing }, [folder])
    if (task === 'compare') expect(row(id)?.published).toBeNull()
    desk.context.db.prepare('UPDATE fingerprinted SET method = 0 WHERE article_id IS NOT NULL').run()
    await noteMissingArticles(desk.context, new AbortController().signal)
    expect(row(id)?.published).toMatchObject({ title: '发过的一篇文章' })
    expect(articlesWithoutFingerprints(desk.context.db, METHOD, '', 9)).toEqual([])
  })
})

describe('the same author again', () => {
  const other = (seed: number): string => textOf(article(random(seed), 30))

  it('is marked with the days between, whatever the text; and so is the same title from elsewhere', async () => {
    const first = await takeSubmission(desk.context, {
      text: `一个像样的标题\n${other(41)}`,
      date: 'Mon, 07 Sep 2026 09:00:00 +0800',
    })
    const second = await takeSubmission(desk.context, { text: other(42), date: 'Thu, 10 Sep 2026 09:30:00 +0800' })
    expect(row(first)?.recent).toBeNull()
    expect(row(second)?.recent).toMatchObject({
      submissionId: first,
      number: row(first)?.number,
      days: 3,
      by: 'author',
    })
    const same = await takeSubmission(desk.context, {
      text: other(43),
      subject: row(second)?.subject ?? '',
      from: 'elsewhere@mail.example',
      date: 'Fri, 11 Sep 2026 09:00:00 +0800',
    })
    desk.context.db
      .prepare('UPDATE submissions SET title = ? WHERE id IN (?, ?)')
      .run('一样的标题有八个字', second, same)
    expect(row(same)?.recent).toMatchObject({ submissionId: second, days: 0, by: 'title' })
  })

  it('after two weeks, or an advertisement, is nothing', async () => {
    const old = await takeSubmission(desk.context, { text: other(44), date: 'Mon, 10 Aug 2026 09:00:00 +0800' })
    const late = await takeSubmission(desk.context, { text: other(45), date: 'Tue, 01 Sep 2026 09:00:00 +0800' })
    expect(row(late)?.recent).toBeNull()
    const junk = await takeSubmission(desk.context, { text: other(46), date: 'Wed, 02 Sep 2026 09:00:00 +0800' })
    desk.context.db.prepare("UPDATE submissions SET state = 'junk' WHERE id = ?").run(late)
    expect(row(junk)?.recent).toBeNull()
    expect(old).not.toBe(late)
  })
})

describe('the sentence to search', () => {
  it('is one that no other text has, and none of a piece without text', async () => {
    const shared = textOf(SENTENCES.slice(0, 20))
    write('a.txt', `别人的文章\n${shared}${textOf(article(random(61), 20))}`)
    await importPublished(desk.context, [folder])
    const own = SENTENCES.slice(20)
    const id = await takeSubmission(desk.context, { text: `${shared}\n${textOf(own)}` })
    const sentences = await sentencesToSearch(desk.context, id)
    expect(sentences.length).toBeGreaterThan(2)
    expect(new Set(sentences).size).toBe(sentences.length)
    for (const sentence of sentences.slice(0, 3)) {
      expect(shared).not.toContain(sentence)
      expect(own.join('\n')).toContain(sentence)
    }
    await expectRefusal(desk, 'not-found', () => sentencesToSearch(desk.context, 'x'))
  })
})

it('an address of a search is one of three hosts, whatever the words', () => {
  const hosts = new Set(['www.baidu.com', 'cn.bing.com', 'weixin.sogou.com'])
  fc.assert(
    fc.property(fc.constantFrom(...searchEngineSchema.options), fc.string({ unit: 'binary' }), (engine, words) => {
      const { protocol, host, username, hash, href } = new URL(searchAddress(engine, words))
      expect([protocol, hosts.has(host), username, hash]).toEqual(['https:', true, '', ''])
      expect(href.length).toBeLessThan(1_200)
    }),
  )
  expect(searchAddress('baidu', '一句“带引号”的话')).toBe(
    `https://www.baidu.com/s?wd=${encodeURIComponent('"一句 带引号 的话"')}`,
  )
})

it.each<[string, () => unknown]>([
  ['candidates', () => findArticleCandidates(desk.context.db, [1, 2], 8)],
  ['matches', () => listArticleMatches(desk.context.db, 'x', 8)],
  ['writing matches', () => putArticlesOfSubmission(desk.context.db, 'x', [])],
  ['writing matches of an article', () => putSubmissionsOfArticle(desk.context.db, 'x', 1, [])],
  ['what has none', () => articlesWithoutFingerprints(desk.context.db, 1, '', 10)],
  ['how common a hash is', () => commonnessOf(desk.context.db, 1)],
  ['a row', () => getSubmission(desk.context.db, 'x')],
])('%s: by index', (_name, look) => {
  const plans = plansOf(desk.context.db, look)
  expect(plans.length).toBeGreaterThan(0)
  expect(fullScans(plans)).toEqual([])
})
