import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventsOf, typedEvent } from '@core/record/read-events'
import { listLetters } from '@core/store/repositories/decisions'
import { getSubmission } from '@core/store/repositories/submissions'
import { draftDecision } from '@core/workflow/decisions'
import { addEditor } from '@core/workflow/desk'
import { listTemplates, previewTemplate, readTemplate, saveTemplate } from '@core/workflow/letter-templates'
import { addAnnotation } from '@core/workflow/review'
import { switchEditor } from '@core/workflow/roles'
import { templateNameSchema } from '@shared/domain/letter'
import { insertionOf, TEMPLATE_MAX, templateVariableSchema, variablesFor } from '@shared/domain/letter-template'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { takeSubmission } from '../../../support/mails'
import { anchorIn, decideWithLetter, giveMaildir } from '../scenario'

const ACCEPT = { name: 'accept', language: 'zh' } as const

let desk: TestDesk
beforeEach(() => {
  desk = openTestDesk()
})
afterEach(() => desk.close())

const shipped = (): string => readTemplate(desk.context, ACCEPT).shippedSource
const problemOf = async (source: string) =>
  (await previewTemplate(desk.context, { ...ACCEPT, source, submissionId: null })).problem
const textOf = async (source: string, submissionId: string | null = null) =>
  (await previewTemplate(desk.context, { ...ACCEPT, source, submissionId })).text
const draftOf = (id: string): string => draftDecision(desk.context, id, 'accept', '', new Map()).letter?.text ?? ''
const save = (source: string, base: number) => saveTemplate(desk.context, { ...ACCEPT, source, base })

describe('a saved template', () => {
  it('fills the letters that are drafted afterwards, and leaves those that wait', async () => {
    await giveMaildir(desk)
    const first = await takeSubmission(desk.context, { subject: '甲' })
    const second = await takeSubmission(desk.context, { subject: '乙' })
    decideWithLetter(desk.context, first, 'accept')
    const waiting = listLetters(desk.context.db, 10)[0]!.text
    const saved = save('{{ author }}老师：\n稿号 {{ number }} 用了。', 0)
    expect(saved).toMatchObject({ version: 1, shipped: false, source: '{{ author }}老师：\n稿号 {{ number }} 用了。' })
    expect(draftOf(second)).toBe(`作者老师：\n稿号 ${getSubmission(desk.context.db, second)!.row.number} 用了。`)
    expect(listLetters(desk.context.db, 10)[0]!.text).toBe(waiting)
  })

  it('is a version with who and when, once', () => {
    save('一 {{ number }}', 0)
    const { id } = addEditor(desk.context, '李四')
    switchEditor(desk.context, id)
    desk.clock.advance(60_000)
    save('二 {{ number }}', 1)
    // The same words again are no version.
    save('二 {{ number }}', 2)
    const { versions } = readTemplate(desk.context, ACCEPT)
    expect(versions.map(({ version, source, editorName }) => [version, source, editorName])).toEqual([
      [2, '二 {{ number }}', '李四'],
      [1, '一 {{ number }}', ''],
    ])
    expect(versions[0]!.at - versions[1]!.at).toBe(60_000)
    expect(listTemplates(desk.context).find(({ name }) => name === 'accept')).toMatchObject({
      version: 2,
      shipped: false,
      saved: { editorName: '李四' },
    })
  })

  it('goes back to an older version, and to the shipped one', async () => {
    const id = await takeSubmission(desk.context)
    const before = draftOf(id)
    save('一 {{ number }}', 0)
    save('二 {{ number }}', 1)
    expect(save('一 {{ number }}', 2).versions[0]).toMatchObject({ version: 3, restored: 1 })
    expect(save(shipped(), 3)).toMatchObject({ version: 4, shipped: true })
    expect(draftOf(id)).toBe(before)
    const events = eventsOf(desk.context.db, desk.context.deskId).map(typedEvent)
    // Nothing is kept of a text that is shipped: a later release ships a better one.
    expect(events.at(-1)).toMatchObject({ type: 'template.saved', payload: { version: 4, source: null } })
  })

  it('is refused over a version that another saved meanwhile', () => {
    save('一 {{ number }}', 0)
    expect(() => save('二 {{ number }}', 0)).toThrow(/changed-since/)
    expect(readTemplate(desk.context, ACCEPT).source).toBe('一 {{ number }}')
  })

  it('reads line ends of Windows as its own', () => {
    expect(save('一\r\n{{ number }}', 0).source).toBe('一\n{{ number }}')
  })

  it('that cannot be filled any more is refused where a letter is drafted', async () => {
    const id = await takeSubmission(desk.context)
    save('一 {{ number }}', 0)
    desk.context.db.prepare("UPDATE letter_templates SET source = '一\n{{ gone }}'").run()
    expect(() => draftOf(id)).toThrow(/template-broken.*"line":2/)
  })
})

describe('a template with a mistake', () => {
  it.each([
    ['您好\n{{ autor }}', 'unknown-variable', 'autor', 2],
    ['{% if title == nothing %}您好{% endif %}', 'unknown-variable', 'nothing', 1],
    ['您好\n\n{% if false %}{{ autor }}{% endif %}', 'unknown-variable', 'autor', 3],
    ['您好{% for request in requests %}\n{{ request.words }}{% endfor %}', 'unknown-variable', 'request.words', 2],
    ['您好 {{ links[0].url }}', 'unknown-variable', 'links.0', 1],
    ['您好\n{{ author | loud }}', 'unknown-filter', 'loud', 2],
    ['{% insert author %}', 'unknown-tag', 'insert', 1],
    ['您好\n{% endif %}', 'unknown-tag', 'endif', 2],
    ['您好\n{% if reason != "" %}再见', 'not-closed', '{% if reason != "" %}', 2],
    ['您好\n{{ author', 'not-closed', '{{ author', 2],
    ['{{ }}', 'not-readable', '', 1],
    [' \n', 'empty', '', 0],
    ['{{ reason }}', 'empty', '', 0],
    // A letter is one text; nothing on the disk is read.
    ["{% include 'sample.json' %}", 'unknown-tag', 'include', 1],
    ["{% render '../../package.json' %}", 'unknown-tag', 'render', 1],
    ["{% layout 'accept.liquid' %}", 'unknown-tag', 'layout', 1],
  ])('%j is not saved, and the line is told', async (source, code, name, line) => {
    expect(await problemOf(source)).toMatchObject({ code, name, line })
    expect(() => save(source, 0)).toThrow(/template-broken/)
    expect(readTemplate(desk.context, ACCEPT)).toMatchObject({ version: 0, source: shipped() })
  })

  it('ends in time whatever it loops over', async () => {
    expect(await problemOf('{% for i in (1..1000000000) %}x{% endfor %}')).toMatchObject({ code: 'too-much' })
  })

  it('may have as many characters as a template has, and not one more', async () => {
    expect(await problemOf('字'.repeat(TEMPLATE_MAX))).toBeNull()
    expect(await problemOf('字'.repeat(TEMPLATE_MAX + 1))).toMatchObject({ code: 'too-long' })
  })
})

describe('the preview', () => {
  it('takes every variable that is offered', async () => {
    expect(listTemplates(desk.context).flatMap(({ name }) => variablesFor(name))).toEqual(
      expect.arrayContaining([...templateVariableSchema.options]),
    )
    for (const variable of templateVariableSchema.options) {
      if (variable === 'signature') continue
      expect(await problemOf(`您好 ${insertionOf(variable)}`)).toBeNull()
      expect(await textOf(`您好：${insertionOf(variable)}`)).not.toBe('您好：')
    }
  })

  it('is of a sample, or of a piece with what is asked of its author', async () => {
    const id = await takeSubmission(desk.context, { from: '周舟 <zhou@mail.example>' })
    const at = anchorIn(desk.context, id, 2)
    addAnnotation(desk.context, { ...at, kind: 'comment', audience: 'author', text: '请补来源' })
    const source = `${insertionOf('number')} ${insertionOf('author')}\n${insertionOf('requests')}`
    expect(await textOf(source)).toContain('2609-041')
    const text = await textOf(source, id)
    expect(text).toContain('2609-001 周舟')
    expect(text).toContain('请补来源')
    await expect(textOf(source, 'nobody')).rejects.toThrow(/not-found/)
  })

  it('is never read as a template again', async () => {
    const id = await takeSubmission(desk.context)
    desk.context.db.prepare("UPDATE submissions SET title = '{{ signature }}{% raw %}'").run()
    expect(await textOf('《{{ title }}》', id)).toBe('《{{ signature }}{% raw %}》')
  })
})

it.each(templateNameSchema.options)('%s as it is shipped can be saved', (name) => {
  const { shippedSource } = readTemplate(desk.context, { name, language: 'zh' })
  const source = `${shippedSource}\n再见`
  expect(saveTemplate(desk.context, { name, language: 'zh', source, base: 0 }).version).toBe(1)
})
