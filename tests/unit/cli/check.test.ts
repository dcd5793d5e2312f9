import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import iconv from 'iconv-lite'
import { afterAll, describe, expect, it } from 'vitest'
import { parseMessage } from '@core/mail'
import { readEml } from '@core/mail'
import { addEntry } from '@core/workflow/allow-list'
import { nameEditor } from '@core/workflow/desk'
import { proposeChange, saveProposal } from '@core/workflow/pack-proposals'
import { packText, switchPack } from '@core/workflow/rule-packs'
import { openTestDesk, shippedFolder, temporaryFolder } from '../../support/desk'
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

  it('takes the packs of a desk whose profile is named, and what its allow-list lets pass, and says so', async () => {
    const resourcesDir = shippedFolder({
      'test.yaml': packYaml([{ patterns: [{ lexicon: ['命中'] }], examples: { hits: ['命中'], misses: ['没有'] } }]),
      'other.yaml': packYaml([{ patterns: [{ lexicon: ['另一词'] }] }], 'other'),
    })
    const home = temporaryFolder()
    const desk = openTestDesk({ profileDir: path.join(home, 'profile'), keep: true, resourcesDir })
    const { context } = desk
    nameEditor(context, '小羽毛')
    await switchPack(context, 'other', false, '试试')
    const { yaml } = await packText(context, 'test')
    const change = { kind: 'text', pack: 'test', yaml: yaml.replaceAll('命中', '打中'), imported: false } as const
    const proposed = await proposeChange(context, change)
    if (proposed.kind !== 'proposal') throw new Error(JSON.stringify(proposed))
    await saveProposal(context, proposed.proposal.proposalId, '')
    const entry = { scope: 'desk', submissionId: null, ruleId: null, expiresOn: null } as const
    addEntry(context, { ...entry, words: '打中要害', reason: '栏目名' })
    const own = (name: string) => ({
      name,
      version: expect.any(String),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/u),
    })
    const run = (...args: string[]) => runTougao(home, args, { resourcesDir, stdin: '命中、打中、打中要害、另一词' })
    // The desk is open elsewhere: it is read beside that.
    const json = await run('check', '-', '--json')
    expect(json.code).toBe(0)
    expect(json.json()).toMatchObject({
      findings: [
        { text: '打中', start: 3 },
        { text: '打中', start: 6, allowed: { words: '打中要害', reason: '栏目名', editor: '小羽毛' } },
      ],
      packs: [
        { ...own('other'), origin: 'shipped', off: 'all' },
        { ...own('test'), version: '1.0.1', origin: 'changed', off: [] },
      ],
    })
    expect(json.json<CheckJson>().findings[0]).not.toHaveProperty('allowed')
    expect(json.stderr).toBe('Rule packs: other 1.0.0 (off), test 1.0.1 (Changed)\n')
    expect((await run('check', '-')).stdout).toContain('(allow-list: 栏目名)')
    const sarif = (await run('check', '-', '--format', 'sarif', '--json')).json<{ runs: { results: object[] }[] }>()
    expect(sarif.runs[0]?.results).toMatchObject([
      {},
      { suppressions: [{ kind: 'external', status: 'accepted', justification: '栏目名' }] },
    ])
    desk.close()
    rmSync(home, { recursive: true, force: true })
    rmSync(resourcesDir, { recursive: true, force: true })
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
    expect(code).toBe(0)
    expect(stderr).toMatch(/^No desk in .*\n$/u)
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
