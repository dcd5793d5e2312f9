import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import iconv from 'iconv-lite'
import { afterAll, describe, expect, it } from 'vitest'
import { parseMessage } from '@core/mail'
import { readEml } from '@core/mail'
import { shippedFolder, temporaryFolder } from '../../support/desk'
import { packYaml } from '../compliance/test-pack'
import { runTougao } from './run-tougao'

const CORPUS = fileURLToPath(new URL('../../fixtures/corpus', import.meta.url))
const folder = temporaryFolder()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(path.join(folder, name), content)
  return name
}

interface CheckJson {
  readonly findings: readonly { start: number; end: number; text: string; block: string; clause: string }[]
  readonly checklist: readonly { clause: string; verdict: string }[]
}

const BAD = '第一段没有问题。\n😀 加微信 ngb123 领资料\n'

describe('check', () => {
  it('gives one result for one file, with offsets into the whole text', async () => {
    const { code, json } = await runTougao(folder, ['check', file('a.txt', BAD), '--json'])
    const result = json<CheckJson>()
    expect(code).toBe(0)
    expect(Object.keys(result)).toEqual(['findings', 'checklist'])
    const [first] = result.findings
    const wanted = 'block category clause end level message normalized ruleId start text'
    expect(Object.keys(first ?? {}).sort()).toEqual(wanted.split(' '))
    for (const { start, end, text } of result.findings) expect(BAD.slice(start, end)).toBe(text)
    expect(first).toMatchObject({ block: '1', clause: '3.1' })
    expect(result.checklist).toContainEqual({ clause: '3.1', verdict: 'hit', lead: true })
  })

  it('says on stderr which pack does not load, and goes on with the others', async () => {
    const pack = packYaml([{ patterns: [{ lexicon: ['命中'] }] }])
    const resourcesDir = shippedFolder({
      'broken.yaml': pack.replace('level: error', 'level: loud'),
      'test.yaml': pack,
    })
    const run = await runTougao(folder, ['--json', 'check', file('hit.txt', '命中')], { resourcesDir })
    rmSync(resourcesDir, { recursive: true, force: true })
    expect(run.code).toBe(0)
    expect(run.json<CheckJson>().findings.map(({ text }) => text)).toEqual(['命中'])
    expect(run.stderr).toContain('broken.yaml')
    expect(run.stderr).toContain('error, warning, note')
  })

  it('gives a result a file, in order, and reads what Windows writes', async () => {
    const names = [file('a.txt', BAD), file('b.md', '# 很好\n'), file('c.txt', iconv.encode(BAD, 'gb18030'))]
    const results = (await runTougao(folder, ['check', ...names, '--json'])).json<CheckJson[]>()
    expect(results.map(({ findings }) => findings.length > 0)).toEqual([true, false, true])
  })

  it('reads standard input, and the title as a block of its own', async () => {
    const args = ['check', '-', '--title', '震惊！不看后悔一辈子', '--json']
    const { findings } = (await runTougao(folder, args, { stdin: BAD })).json<CheckJson>()
    expect(new Set(findings.map(({ block }) => block))).toEqual(new Set(['title', '1']))
  })

  it('reads a document by way of the desk’s own conversion', async () => {
    const mail = await readEml(path.join(CORPUS, '01-foxmail-docx-raw-gbk-filename.eml'))
    const parsed = mail.ok ? await parseMessage(mail.value.raw) : mail
    const bytes = parsed.ok && 'attachmentBytes' in parsed.value ? parsed.value.attachmentBytes[0]?.bytes : undefined
    const { code, json } = await runTougao(folder, ['check', file('稿.docx', bytes ?? ''), '--json'])
    expect(code).toBe(0)
    expect(json<CheckJson>().checklist.length).toBeGreaterThan(50)
    const broken = await runTougao(folder, ['check', file('坏.docx', 'PK no docx'), '--json'])
    expect([broken.code, broken.json()]).toMatchObject([1, { error: { code: 'not-converted' } }])
  })

  it('speaks SARIF', async () => {
    const { code, json } = await runTougao(folder, ['check', file('a.txt', BAD), '--format', 'sarif'])
    expect(code).toBe(0)
    const log = json<{ runs: { results: object[] }[] }>()
    expect(log).toMatchObject({ version: '2.1.0', runs: [{ columnKind: 'utf16CodeUnits' }] })
    expect(log.runs[0]?.results[0]).toMatchObject({
      locations: [
        { physicalLocation: { artifactLocation: { uri: 'a.txt' }, region: { startLine: 2, startColumn: 4 } } },
      ],
    })
  })

  it('speaks to people: place, level, clause, words; never of compliance', async () => {
    const args = ['check', file('a.txt', BAD)]
    const { stdout } = await runTougao(folder, args, { env: { LANG: 'zh_CN.UTF-8' } })
    expect(stdout).toMatch(/^a\.txt:2:4: 建议 \[3\.1\] .*«加微信 ngb123»$/m)
    expect(stdout).toMatch(/命中 \d+ · 机器未发现 \d+ · 需人工判断 \d+ · 机器不可查 \d+/)
    expect(stdout).not.toContain('合规')
  })

  it('fails for a file that is not there', async () => {
    const { code, json } = await runTougao(folder, ['check', 'gone.txt', '--json'])
    expect([code, json()]).toMatchObject([1, { error: { code: 'path-not-found', params: { path: 'gone.txt' } } }])
    const lines = await runTougao(folder, ['check', '--jsonl', 'gone.jsonl', '--json'])
    expect([lines.code, lines.json()]).toMatchObject([1, { error: { code: 'path-not-found' } }])
  })
})

describe('check --jsonl', () => {
  const line = (value: object): string => `${JSON.stringify(value)}\n`

  it('answers line by line, in order', async () => {
    const input = file(
      'in.jsonl',
      [line({ id: 'a', text: BAD }), line({ id: 2, title: '留存是选择的总和', text: '好' })].join('\n'),
    )
    const { code, stdout, stderr } = await runTougao(folder, ['check', '--jsonl', input])
    expect([code, stderr]).toEqual([0, ''])
    const results = stdout
      .trimEnd()
      .split('\n')
      .map((one) => JSON.parse(one) as CheckJson & { id: unknown })
    expect(results.map(({ id }) => id)).toEqual(['a', 2])
    expect(results[0]?.findings[0]).toMatchObject({ clause: '3.1', block: '1' })
    expect(results[1]?.findings).toEqual([])
  })

  it('puts what is wrong with a line in its place and goes on', async () => {
    const input = `${line({ id: 1, text: 'a' })}{"id": 2\n${line({ id: 3 })}${line({ id: 4, text: 'b' })}`
    const { code, stdout, stderr } = await runTougao(folder, ['check', '--jsonl', '-'], { stdin: input })
    expect(code).toBe(1)
    expect(stderr).toContain('line 2')
    const results = stdout
      .trimEnd()
      .split('\n')
      .map((one) => JSON.parse(one) as object)
    expect(results).toMatchObject([{ id: 1 }, { id: null, error: { params: { line: 2 } } }, { error: {} }, { id: 4 }])
  })

  it('cuts lines at line feeds only, wherever the chunks of the stream end', async () => {
    const text = `一\u2028加微信 ngb123`
    const bytes = Buffer.from(`{"id":"x","text":${JSON.stringify(text)}}`)
    const stdin = Array.from(bytes, (byte) => Uint8Array.of(byte))
    const { code, json } = await runTougao(folder, ['check', '--jsonl', '-'], { stdin })
    expect(code).toBe(0)
    expect(json<CheckJson>().findings[0]).toMatchObject({ clause: '3.1', start: text.indexOf('加') })
  })
})
