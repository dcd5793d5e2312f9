import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { getCheck, getCheckOrigin, listVersions } from '@core/store/repositories/manuscripts'
import { listPackVersions, packSource } from '@core/store/repositories/rule-packs'
import { checkOutdated } from '@core/workflow/checking'
import type { DeskContext } from '@core/workflow/context'
import { proposeChange, proposeFile, saveProposal, type PackChange } from '@core/workflow/pack-proposals'
import { givenVerdicts, replayVerdict } from '@core/workflow/replay-verdict'
import {
  findRules,
  packChangelog,
  packText,
  packUpdate,
  removePack,
  ruleDetail,
  rulesOverview,
  switchPack,
  switchRule,
} from '@core/workflow/rule-packs'
import { verifyDesk } from '@core/workflow/verify'
import type { PlainRule, Proposal } from '@shared/domain/rules'
import { openTestDesk, shippedFolder, temporaryFolder, type TestDesk } from '../../../support/desk'
import { ARTICLE, takeSubmission } from '../../../support/mails'

const SOURCE = `# 本刊的规则包
name: words
version: 1.0.0
title: 用语
changelog:
  - { version: 1.0.0, date: '2026-01-01', changes: 首版 }
clauses:
  - { number: words/1, item: 用语, text: 不写空话, coverage: rules, human: '' }
rules:
  # 先说这一条
  - id: words/empty
    clause: words/1
    level: warning
    message: 空话
    reason: 说了等于没说
    suggestion: 换成做了什么
    patterns:
      - lexicon: [赋能抓手]
    examples: { hits: [找到赋能抓手], misses: [找到方法] }
`
const RULE: PlainRule = {
  id: 'words/loud',
  clause: 'words/1',
  level: 'note',
  message: '太响',
  reason: '读者不信',
  suggestion: '说事实',
  patterns: [{ lexicon: ['震撼全网'] }],
  examples: { hits: ['震撼全网的消息'], misses: ['一条消息'] },
}

let desk: TestDesk
let context: DeskContext
let folder: string
beforeEach(() => {
  folder = shippedFolder({ 'words.yaml': SOURCE })
  desk = openTestDesk({ resourcesDir: folder })
  context = desk.context
})
afterEach(() => {
  desk.close()
  rmSync(folder, { recursive: true, force: true })
})

async function proposal(change: PackChange): Promise<Proposal> {
  const proposed = await proposeChange(context, change)
  if (proposed.kind !== 'proposal') throw new Error(JSON.stringify(proposed))
  return proposed.proposal
}

async function save(change: PackChange, note = ''): Promise<void> {
  await saveProposal(context, (await proposal(change)).proposalId, note)
}

const problems = async (change: PackChange): Promise<string[]> => {
  const proposed = await proposeChange(context, change)
  return proposed.kind === 'problems' ? proposed.problems.map(({ code, at }) => `${code} ${at}`) : []
}

const overview = () => rulesOverview(context, { kind: 'idle' })
const listed = async (name = 'words') => (await overview()).packs.find((pack) => pack.name === name)
const putRule = (rule: PlainRule, ruleId: string | null = null): PackChange => ({
  kind: 'put-rule',
  pack: 'words',
  ruleId,
  rule,
})

/** The program comes with another version of the pack. */
function upgrade(yaml: string): void {
  writeFileSync(path.join(folder, 'rule-packs', 'words.yaml'), yaml)
  desk = desk.reopen()
  context = desk.context
}

async function article(text = `${ARTICLE}\n\n我们找到赋能抓手，震撼全网。`): Promise<string> {
  const id = await takeSubmission(context, { text })
  const version = listVersions(context.db, id)[0]
  if (version === undefined) throw new Error('no version')
  return version.id
}

const found = (versionId: string) => getCheck(context.db, versionId)?.findings.map(({ ruleId }) => ruleId) ?? []
const recheck = () => checkOutdated(context, new AbortController().signal)

describe('a changed pack', () => {
  it('is stored as a version, keeps the comments of its text, and is what manuscripts are checked with', async () => {
    const versionId = await article()
    expect(found(versionId)).toEqual(['words/empty'])
    const made = await proposal(putRule(RULE))
    expect(made.diff.rules).toEqual([
      { id: 'words/loud', clause: 'words/1', level: 'note', message: '太响', kind: 'added', fields: [] },
    ])
    await saveProposal(context, made.proposalId, '编辑会定的')
    expect(await listed()).toMatchObject({ origin: 'changed', revisions: 1, hash: made.hash, update: null })
    const { yaml } = await packText(context, 'words')
    expect(yaml).toContain('# 本刊的规则包')
    expect(yaml).toContain('# 先说这一条')
    await recheck()
    expect(found(versionId)).toEqual(['words/empty', 'words/loud'])
    expect(await packChangelog(context, 'words')).toMatchObject([
      { revision: 1, how: 'edited', note: '编辑会定的', current: true, changes: { added: ['words/loud'] } },
    ])
    expect((await verifyDesk(context, false)).problems).toEqual([])
    desk = desk.reopen()
    context = desk.context
    expect(await listed()).toMatchObject({ origin: 'changed', hash: made.hash })
  })

  it('has a version of its own, one more each time, with a line in its changelog that names what changed', async () => {
    const versions = async () => {
      const { yaml } = await packText(context, 'words')
      return {
        version: /^version: (.*)$/mu.exec(yaml)?.[1],
        changelog: yaml.split('\n').filter((line) => /changes:/u.test(line)),
      }
    }
    await save(putRule(RULE))
    expect(await listed()).toMatchObject({ version: '1.0.1' })
    await save(putRule({ ...RULE, level: 'warning' }, 'words/loud'))
    expect(await versions()).toEqual({
      version: '1.0.2',
      changelog: [
        "  - { version: 1.0.0, date: '2026-01-01', changes: 首版 }",
        '  - { version: 1.0.1, date: 2026-09-10, changes: +words/loud }',
        '  - { version: 1.0.2, date: 2026-09-10, changes: ~words/loud }',
      ],
    })
    // Written by hand, a version that is higher already stays; one that is not is raised.
    const { yaml } = await packText(context, 'words')
    const text = (changed: string): PackChange => ({ kind: 'text', pack: 'words', yaml: changed, imported: false })
    await save(text(yaml.replace('message: 太响', 'message: 太吵').replace('version: 1.0.2\n', 'version: 2.0.0\n')))
    expect(await listed()).toMatchObject({ version: '2.0.0' })
    await save(text(yaml.replace('title: 用语', 'title: 用语表')))
    expect(await versions()).toMatchObject({ version: '2.0.1' })
    // Only its version changed, or nothing: that is what it is then.
    const now = (await packText(context, 'words')).yaml
    expect(await proposeChange(context, text(now))).toEqual({ kind: 'same' })
    await save(text(now.replace('version: 2.0.1\n', 'version: 2.1.0\n')))
    expect(await listed()).toMatchObject({ version: '2.1.0' })
    // What was there before, or comes from a file, has its own.
    const [first] = (await packChangelog(context, 'words')).toReversed()
    await save({ kind: 'version', pack: 'words', hash: first?.hash ?? '' })
    expect(await listed()).toMatchObject({ version: '1.0.1' })
    await save({ kind: 'text', pack: 'words', yaml: SOURCE.replace('message: 空话', 'message: 套话'), imported: true })
    expect(await listed()).toMatchObject({ version: '1.0.0' })
  })

  it('a change says what changed in a rule: fields as texts, words and examples as lists', async () => {
    const { rule } = await ruleDetail(context, 'words', 'words/empty')
    expect(rule).not.toHaveProperty('quotedLowers')
    const { diff } = await proposal(
      putRule({ ...rule, level: 'note', patterns: [{ lexicon: ['赋能抓手', '顶层设计'] }] }, 'words/empty'),
    )
    expect(diff.rules[0]).toMatchObject({
      kind: 'changed',
      fields: [
        { field: 'words', kind: 'list', added: ['顶层设计'], removed: [] },
        { field: 'level', kind: 'text', before: 'warning', after: 'note' },
      ],
    })
  })

  it('goes back to a version that was saved before, and to the shipped one', async () => {
    await save(putRule(RULE))
    const first = (await listed())?.hash ?? ''
    await save({ kind: 'remove-rule', pack: 'words', ruleId: 'words/empty' })
    expect((await listed())?.rules.map(({ id }) => id)).toEqual(['words/loud'])
    await save({ kind: 'version', pack: 'words', hash: first })
    expect((await listed())?.rules).toHaveLength(2)
    await save({ kind: 'shipped', pack: 'words' })
    expect(await listed()).toMatchObject({ origin: 'shipped', revisions: 4 })
    expect((await packChangelog(context, 'words')).map(({ how }) => how)).toEqual([
      'taken',
      'restored',
      'edited',
      'edited',
    ])
    // It follows the program from now on.
    upgrade(SOURCE.replace('level: warning', 'level: error'))
    expect((await listed())?.rules[0]?.level).toBe('error')
  })

  it('is not overwritten by one who did not see it', async () => {
    const mine = await proposal(putRule(RULE))
    await save({ kind: 'put-rule', pack: 'words', ruleId: null, rule: { ...RULE, id: 'words/other' } })
    await expect(saveProposal(context, mine.proposalId, '')).rejects.toMatchObject({
      refusal: { code: 'pack-changed-since' },
    })
    await expect(saveProposal(context, 'nowhere', '')).rejects.toMatchObject({ refusal: { code: 'proposal-lost' } })
  })

  it('is not saved while something is wrong: the schema, the examples, ids of others', async () => {
    await save({ kind: 'new', name: 'other', title: '别的', item: '项', text: '条款' })
    expect(await problems(putRule({ ...RULE, level: 'loud', message: '' }))).toEqual([
      'not-allowed level',
      'empty message',
    ])
    expect(await problems(putRule({ ...RULE, patterns: [{ lexikon: [] }] }))).toEqual(['no-kind patterns.0'])
    expect(await problems(putRule({ ...RULE, patterns: [{ regex: 'a+' }] }))).toEqual(['regex_unbounded patterns.0'])
    const examples = { hits: ['没有'], misses: ['震撼全网'] }
    expect(await problems(putRule({ ...RULE, examples }))).toEqual(['example-misses examples', 'example-hits examples'])
    expect(
      await problems({ ...putRule({ ...RULE, id: 'words/empty', clause: 'other/1' }), pack: 'other' } as PackChange),
    ).toEqual(['rule-taken id'])
    expect(await problems({ kind: 'new', name: 'words', title: 'x', item: 'x', text: 'x' })).toContain(
      'name-taken name',
    )
  })

  it('as text: problems have their lines', async () => {
    const text = (yaml: string): PackChange => ({ kind: 'text', pack: 'words', yaml, imported: false })
    const broken = SOURCE.replace('level: warning', 'level: loud')
    const proposed = await proposeChange(context, text(broken))
    expect(proposed).toMatchObject({ kind: 'problems', problems: [{ code: 'not-allowed', at: 'rules.0.level' }] })
    const line = proposed.kind === 'problems' ? (proposed.problems[0]?.line ?? 0) : 0
    expect(broken.split('\n')[line - 1]).toContain('level: loud')
    const unknown = SOURCE.replace('clause: words/1', 'clause: words/9')
    expect(await proposeChange(context, text(unknown))).toMatchObject({
      problems: [
        { code: 'unknown_clause', line: unknown.split('\n').findIndex((each) => each.includes('words/empty')) + 1 },
      ],
    })
    expect(await proposeChange(context, text('name: [a'))).toMatchObject({ problems: [{ code: 'yaml', line: 1 }] })
    expect(await proposeChange(context, text(SOURCE))).toEqual({ kind: 'same' })
    expect(await problems(text(SOURCE.replaceAll('words', 'mots')))).toContain('name-changed name')
  })
})

describe('import', () => {
  it('shows what is new, changed and gone, and takes nothing over while a problem exists', async () => {
    const file = path.join(temporaryFolder(), 'words.yaml')
    writeFileSync(file, SOURCE.replace('id: words/empty', 'id: words/hollow'))
    expect(await proposeFile(context, file)).toMatchObject({
      proposal: {
        how: 'imported',
        diff: {
          rules: [
            { id: 'words/hollow', kind: 'added' },
            { id: 'words/empty', kind: 'removed' },
          ],
        },
      },
    })
    writeFileSync(file, SOURCE.replace('hits: [找到赋能抓手]', 'hits: [找到]'))
    expect(await proposeFile(context, file)).toMatchObject({ problems: [{ code: 'example-misses', detail: '找到' }] })
    writeFileSync(file, 'x'.repeat(16_000_001))
    expect(await proposeFile(context, file)).toMatchObject({ problems: [{ code: 'too_large' }] })
    expect(await listed()).toMatchObject({ origin: 'shipped', revisions: 0 })
  })

  it('a pack of another name is one of the desk, and can be taken away and brought back', async () => {
    const yaml = SOURCE.replaceAll('words', 'mots')
    await save({ kind: 'text', pack: null, yaml, imported: true })
    const hash = (await listed('mots'))?.hash ?? ''
    expect(await listed('mots')).toMatchObject({ origin: 'own', on: true })
    await expect(removePack(context, 'words', '')).rejects.toMatchObject({ refusal: { code: 'pack-not-own' } })
    await removePack(context, 'mots', '不用了')
    expect(await listed('mots')).toBeUndefined()
    await save({ kind: 'version', pack: 'mots', hash })
    expect(await listed('mots')).toMatchObject({ origin: 'own', hash })
  })
})

describe('a newer program', () => {
  const theirs = { ...RULE, message: '我们的' }
  const newer = SOURCE.replace('level: warning', 'level: error').replace(
    'rules:\n',
    `rules:
  - id: words/new
    clause: words/1
    level: note
    message: 新的
    reason: 新
    suggestion: 新
    patterns: [{ lexicon: [新词条] }]
    examples: { hits: [新词条], misses: [旧] }
`,
  )

  it('its pack is taken at once where the desk changed nothing', async () => {
    upgrade(newer)
    expect(await listed()).toMatchObject({
      origin: 'shipped',
      update: null,
      rules: [{ id: 'words/new' }, { level: 'error' }],
    })
  })

  it('where the desk changed it: both are shown, one is kept, taken, or merged by rule', async () => {
    await save(putRule(theirs))
    upgrade(newer)
    expect(await listed()).toMatchObject({ origin: 'changed', update: { version: '1.0.0' } })
    const update = await packUpdate(context, 'words')
    expect(update.theirs.rules.map(({ id, kind }) => [id, kind])).toEqual([['words/loud', 'added']])
    expect(update.shipped.rules.map(({ id, kind }) => [id, kind])).toEqual([
      ['words/new', 'added'],
      ['words/empty', 'changed'],
    ])
    await save({ kind: 'merge', pack: 'words', ownRules: ['words/loud'] })
    expect(await listed()).toMatchObject({
      origin: 'changed',
      version: '1.0.2',
      update: null,
      rules: [{ id: 'words/new' }, { id: 'words/empty', level: 'error' }, { id: 'words/loud', message: '我们的' }],
    })
  })

  it('one keeps theirs, and is asked again at the next one only', async () => {
    await save(putRule(theirs))
    upgrade(newer)
    const before = (await listed())?.hash
    await save({ kind: 'keep', pack: 'words' })
    expect(await listed()).toMatchObject({ origin: 'changed', hash: before, update: null })
    upgrade(newer.replace('新的', '更新的'))
    expect((await listed())?.update).not.toBeNull()
    await save({ kind: 'shipped', pack: 'words' })
    expect(await listed()).toMatchObject({ origin: 'shipped', update: null })
  })
})

describe('switches', () => {
  it('a rule that is off finds nothing, and its clause says that no machine checks it', async () => {
    const versionId = await article()
    await switchRule(context, { pack: 'words', ruleId: 'words/empty', on: false, reason: '误报' })
    await recheck()
    expect(found(versionId)).toEqual([])
    expect(getCheck(context.db, versionId)?.checklist).toEqual([{ clause: 'words/1', verdict: 'unchecked' }])
    expect(await ruleDetail(context, 'words', 'words/empty')).toMatchObject({
      on: false,
      switchedOff: { reason: '误报' },
    })
    await switchRule(context, { pack: 'words', ruleId: 'words/empty', on: true, reason: '' })
    await recheck()
    expect(found(versionId)).toEqual(['words/empty'])
  })

  it('a pack that is off keeps its clauses in the sheet', async () => {
    const versionId = await article()
    await switchPack(context, 'words', false, '')
    await recheck()
    expect(found(versionId)).toEqual([])
    expect(getCheck(context.db, versionId)?.checklist).toEqual([{ clause: 'words/1', verdict: 'unchecked' }])
    expect(await listed()).toMatchObject({ on: false })
  })
})

describe('old verdicts', () => {
  it('replay against the pack version that gave them, after the rules became others', async () => {
    const versionId = await article()
    desk.clock.advance(1000)
    await save(putRule(RULE))
    await switchRule(context, { pack: 'words', ruleId: 'words/empty', on: false, reason: '' })
    await recheck()
    const [now, old] = givenVerdicts(context, versionId)
    expect(now).toMatchObject({ current: true, notes: 1, warnings: 0, packs: [{ name: 'words', off: 1 }] })
    expect(old).toMatchObject({ current: false, notes: 0, warnings: 1, packs: [{ name: 'words', off: 0 }] })
    for (const { checkedAt } of [now!, old!]) {
      expect(await replayVerdict(context, versionId, checkedAt)).toEqual({ kind: 'same', findings: 1 })
    }
    await expect(replayVerdict(context, versionId, 1)).rejects.toMatchObject({ refusal: { code: 'verdict-unknown' } })
  })

  it('say what differs when what was recorded is not what the packs say', async () => {
    const versionId = await article()
    const { checkedAt, findings } = getCheck(context.db, versionId)!
    const changed = findings.map((finding) => ({ ...finding, level: 'error' }))
    context.db.prepare('UPDATE checks SET findings = ?').run(JSON.stringify(changed))
    expect(await replayVerdict(context, versionId, checkedAt)).toMatchObject({
      kind: 'different',
      appeared: [{ ruleId: 'words/empty', level: 'warning' }],
      missing: [{ ruleId: 'words/empty', level: 'error' }],
    })
  })

  it('say when the pack was never kept', async () => {
    const versionId = await article()
    context.db.prepare('DELETE FROM rule_pack_sets').run()
    const { checkedAt } = getCheck(context.db, versionId)!
    expect(await replayVerdict(context, versionId, checkedAt)).toEqual({ kind: 'impossible', why: 'packs-unknown' })
  })
})

describe('what cannot be read', () => {
  it('a broken file of the folder: said with its lines, the rest goes on', async () => {
    writeFileSync(path.join(folder, 'rule-packs', 'broken.yaml'), 'name: broken\nrules: [')
    desk = desk.reopen()
    context = desk.context
    const { packs, troubles } = await overview()
    expect(packs.map(({ name }) => name)).toEqual(['words'])
    expect(troubles).toMatchObject([
      { where: 'file', name: 'broken.yaml', fellBack: false, problems: [{ code: 'yaml' }] },
    ])
    expect(found(await article())).toEqual(['words/empty'])
  })

  it('a damaged version of the desk: the shipped one runs in its place, and another import mends it', async () => {
    await save(putRule(RULE))
    const { yaml, hash } = await packText(context, 'words')
    const file = context.blobs.path(packSource(context.db, hash)!.source)
    writeFileSync(file, SOURCE)
    desk = desk.reopen()
    context = desk.context
    expect(await overview()).toMatchObject({
      packs: [{ name: 'words', origin: 'shipped' }],
      troubles: [{ where: 'stored', name: 'words', fellBack: true, problems: [{ code: 'other-content' }] }],
    })
    writeFileSync(file, yaml)
    desk = desk.reopen()
    context = desk.context
    expect(await listed()).toMatchObject({ origin: 'changed', hash })
  })
})

it('opening a desk reads no pack, and rules are found by their words', async () => {
  const read: string[] = []
  desk.close()
  desk = openTestDesk({
    resourcesDir: folder,
    tasks: {
      run: (name, input) => {
        read.push(name)
        return context.tasks.run(name, input)
      },
      tell: () => undefined,
      close: () => Promise.resolve(),
    },
  })
  expect(read).toEqual([])
  expect(await findRules(desk.context, '抓手')).toEqual(['words/empty'])
  expect(await findRules(desk.context, '抓手 没有')).toEqual([])
  expect(read).toEqual(['read-packs', 'find-rules', 'find-rules'])
})

it('every version is kept once, by its content', async () => {
  await article()
  await article()
  expect(listPackVersions(context.db, 'words')).toEqual([])
  expect(context.db.prepare('SELECT count(*) FROM rule_pack_sources').pluck().get()).toBe(1)
  expect(getCheckOrigin(context.db, 'none')).toBeNull()
  expect(readFileSync(path.join(folder, 'rule-packs', 'words.yaml'), 'utf8')).toBe(SOURCE)
  expect(readdirSync(path.join(folder, 'rule-packs'))).toEqual(['words.yaml'])
})
