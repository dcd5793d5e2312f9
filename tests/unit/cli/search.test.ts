/** `search` over mails of the corpus. */
import { rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../support/desk'
import { corpusManifest } from '../../support/mails'
import { runTougao } from './run-tougao'

const CORPUS = fileURLToPath(new URL('../../fixtures/corpus', import.meta.url))

const folder = temporaryFolder()
beforeAll(async () => {
  const files = corpusManifest().filter(({ file }) => /^(02|05|10|11|12|28)-/.test(file))
  const { code, stderr } = await runTougao(folder, ['import', ...files.map(({ file }) => path.join(CORPUS, file))])
  if (code !== 0) throw new Error(stderr)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Search {
  readonly hits: readonly {
    readonly kind: string
    readonly id: string
    readonly title: string
    readonly snippet: string
  }[]
  readonly milliseconds: number
}
const search = async (...args: string[]): Promise<Search> =>
  (await runTougao(folder, ['search', ...args, '--json'])).json<Search>()

describe('search', () => {
  it('finds words of the text and says how long it took', async () => {
    const { hits, milliseconds } = await search('内容种草')
    expect(milliseconds).toBeGreaterThanOrEqual(0)
    const mail = hits.find(({ kind }) => kind === 'mail')
    expect(mail?.id).toMatch(/^[0-9a-f]{64}$/)
    expect(mail?.snippet).toContain('内容种草')
  })

  it('gives as many hits as are wanted', async () => {
    expect((await search('的')).hits.length).toBeGreaterThan(2)
    expect((await search('的', '--limit', '2')).hits).toHaveLength(2)
  })

  it.each(['0', '1001', '1.5', 'many'])('refuses --limit %s', async (limit) => {
    expect((await runTougao(folder, ['search', '的', '--limit', limit])).code).toBe(2)
  })

  it('says that nothing was found', async () => {
    expect((await search('这几个字谁也没写过')).hits).toEqual([])
    const { stdout, code } = await runTougao(folder, ['search', '这几个字谁也没写过'], { env: { LANG: 'zh_CN.UTF-8' } })
    expect([code, stdout]).toEqual([0, '没有找到。\n'])
  })
})
