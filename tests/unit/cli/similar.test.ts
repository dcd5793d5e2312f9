/** `similar` over a copied piece of the corpus. */
import { rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../support/desk'
import { corpusManifest } from '../../support/mails'
import { runTougao } from './run-tougao'

const CORPUS = fileURLToPath(new URL('../../fixtures/corpus', import.meta.url))
const MAILS = ['01-foxmail-docx-raw-gbk-filename', '02-', '29-near-duplicate-other-author']

const folder = temporaryFolder()
beforeAll(async () => {
  const files = corpusManifest().filter(({ file }) => MAILS.some((name) => file.startsWith(name)))
  expect(files).toHaveLength(MAILS.length)
  const { code, stderr } = await runTougao(folder, ['import', ...files.map(({ file }) => path.join(CORPUS, file))])
  if (code !== 0) throw new Error(stderr)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Similar {
  readonly matches: readonly { readonly id: string; readonly score: number }[]
}
const similar = async (id: string): Promise<Similar> =>
  (await runTougao(folder, ['similar', id, '--json'])).json<Similar>()
const idOf = async (number: string): Promise<string> =>
  (await runTougao(folder, ['show', number, '--json'])).json<{ id: string }>().id

describe('similar', () => {
  it('names the copy and its original to each other, with the score', async () => {
    const [original, copy] = [await idOf('2609-002'), await idOf('2609-003')]
    const { matches } = await similar('2609-003')
    expect(matches).toEqual([{ id: original, score: expect.any(Number) as number }])
    expect(matches[0]?.score).toBeGreaterThan(0.8)
    expect(matches[0]?.score).toBeLessThan(1)
    expect(await similar(original)).toEqual({ matches: [{ id: copy, score: matches[0]?.score }] })
  })

  it('has no matches for a piece of its own', async () => {
    expect(await similar('2609-001')).toEqual({ matches: [] })
    const { stdout, code } = await runTougao(folder, ['similar', '2609-001'], { env: { LANG: 'zh_CN.UTF-8' } })
    expect([code, stdout]).toEqual([0, '没有内容相近的其他来稿或已发布文章。\n'])
  })

  it('is lines of score, number, author and title without --json', async () => {
    const { stdout } = await runTougao(folder, ['similar', '2609-003'], { env: { LANG: 'zh_CN.UTF-8' } })
    expect(stdout).toMatch(/^\d\d% {2}2609-002 {2}\S+ {2}.*第二曲线/u)
  })

  it('fails for a submission that is not there', async () => {
    const { code, json } = await runTougao(folder, ['similar', '2609-999', '--json'])
    expect([code, json()]).toMatchObject([1, { error: { code: 'no-such-submission' } }])
  })
})
