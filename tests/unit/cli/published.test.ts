/** `published`, and `similar` over what it imported. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { temporaryFolder } from '../../support/desk'
import { ARTICLE, rawMail } from '../../support/mails'
import { runTougao } from './run-tougao'

const folder = temporaryFolder()
const profile = path.join(folder, 'profile')
const site = path.join(folder, 'site')
beforeAll(() => {
  mkdirSync(site)
  writeFileSync(path.join(folder, 'a.eml'), rawMail())
  writeFileSync(path.join(site, 'one.txt'), `内容团队的第二年\n\n${ARTICLE}`)
  writeFileSync(path.join(site, 'two.html'), '<html><body>短</body></html>')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('imports, lists and removes; matches stand in `similar`', async () => {
  expect((await runTougao(profile, ['import', path.join(folder, 'a.eml')])).code).toBe(0)
  const { code, json, stderr } = await runTougao(profile, ['published', 'import', site, '--json'])
  expect([code, json()]).toEqual([
    1,
    { imported: 1, duplicates: 0, refused: [{ path: path.join(site, 'two.html'), reason: 'no-article', detail: '' }] },
  ])
  expect(stderr).toContain('two.html')
  const listed = (await runTougao(profile, ['published', 'list', '--json'])).json<{
    articles: { id: string; title: string; url: string; addedAt: string }[]
  }>()
  expect(listed.articles).toMatchObject([{ title: '内容团队的第二年', url: '', publishedAt: null }])
  expect(listed.articles[0]?.addedAt).toMatch(/^\d{4}-\d\d-\d\dT/)
  const id = listed.articles[0]?.id ?? ''
  const { matches } = (await runTougao(profile, ['similar', '2609-001', '--json'])).json<{ matches: object[] }>()
  expect(matches).toEqual([
    { id, score: expect.any(Number) as number, kind: 'published', title: '内容团队的第二年', url: '' },
  ])
  const { stdout } = await runTougao(profile, ['similar', '2609-001'], { env: { LANG: 'zh_CN.UTF-8' } })
  expect(stdout).toMatch(/^\d+% {2}已发布/u)
  expect((await runTougao(profile, ['published', 'remove', id, 'x', '--json'])).json()).toMatchObject({
    error: { code: 'no-such-article' },
  })
  expect((await runTougao(profile, ['published', 'remove', id, '--json'])).json()).toEqual({ removed: [id] })
  expect((await runTougao(profile, ['similar', '2609-001', '--json'])).json()).toEqual({ matches: [] })
})

it('refuses what is not there before it takes anything', async () => {
  const { code, json } = await runTougao(profile, ['published', 'import', site, path.join(folder, 'no'), '--json'])
  expect([code, json()]).toMatchObject([1, { error: { code: 'path-not-found' } }])
})
