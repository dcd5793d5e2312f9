/** What the documents say of files, scripts, commands, states, tables and buttons is so. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Command } from 'commander'
import { nodeHost } from '@core/cli/host'
import { createProgram } from '@core/cli/program'
import { STATE_TABLES } from '@core/record/replay'
import { migrations } from '@core/store/migrations'
import { decide, type Decidable } from '@core/workflow/decide'
import { keyActions, keyBindings, keyName } from '@renderer/app/key-bindings'
import { verdictSchema } from '@shared/domain/decision'
import { eventPayloads } from '@shared/domain/event'
import { letterStateSchema } from '@shared/domain/letter'
import { messageKindSchema } from '@shared/domain/mail'
import { proposalSteps } from '@shared/domain/proposal'
import { publicationSteps } from '@shared/domain/publication'
import { submissionStateSchema } from '@shared/domain/submission'
import { en } from '@shared/i18n/en'
import type { Message } from '@shared/i18n/translate'
import { zhCN } from '@shared/i18n/zh-CN'
import { projectDir } from '../../../scripts/lib/paths.mjs'
import { arrowsOf, codeOf, documents, linksOf, namesIn, read, tableOf, type Document } from './markdown'

const architecture = read('docs/architecture.md')
const dataModel = read('docs/data-model.md')
const guides = [
  { guide: read('docs/user-guide.md'), catalog: en as Readonly<Record<string, Message>> },
  { guide: read('docs/user-guide.zh-CN.md'), catalog: zhCN as Readonly<Record<string, Message>> },
]

describe.each(documents)('$file', (document) => {
  it('links to files and pictures that are there', () => {
    const folder = path.join(projectDir, path.dirname(document.file))
    expect(linksOf(document).filter((link) => !existsSync(path.join(folder, link)))).toEqual([])
  })

  it('names npm scripts that are there', () => {
    const { scripts } = JSON.parse(readFileSync(path.join(projectDir, 'package.json'), 'utf8')) as { scripts: object }
    const named = [...document.text.matchAll(/\bnpm run ([a-z][\w:-]*)/g)].map((match) => match[1] ?? '')
    const short = [...document.text.matchAll(/\bnpm (start|test)\b/g)].map((match) => match[1] ?? '')
    expect([...named, ...short].filter((name) => !(name in scripts))).toEqual([])
  })

  it('names commands of the command line, and options that they have', () => {
    expect(unknownCommands(document)).toEqual([])
  })

  it('names folders and files of the source that are there', () => {
    const named = codeOf(document).filter((code) => /^(?:src|scripts|tests|resources|bin|\.ci)\/[\w./-]+$/.test(code))
    expect(named.filter((name) => !existsSync(path.join(projectDir, name)))).toEqual([])
  })
})

describe('the states that are drawn', () => {
  it('of a submission: opening, a revision by mail, and every verdict that the rules allow', () => {
    const open: Omit<Decidable, 'state'> = {
      openFindings: { error: 0, warning: 0, note: 0 },
      answered: false,
      unsigned: 0,
      openFacts: 0,
      publication: { kind: 'none' },
    }
    const verdicts = submissionStateSchema.options.flatMap((state) =>
      verdictSchema.options.flatMap((verdict) => {
        const after = decide({ ...open, state }, verdict, null)
        return after.ok ? [`${state} > ${after.value.state}`] : []
      }),
    )
    const drawn = arrowsOf(architecture, "A submission's states")
    expect(drawn.toSorted()).toEqual([...verdicts, 'new > reviewing', 'revising > reviewing'].toSorted())
  })

  it('of a publication: every step of the table, and what a decision does', () => {
    const steps = Object.entries(publicationSteps).flatMap(([from, open]) =>
      Object.values(open).map((to) => `${from} > ${to}`),
    )
    const drawn = arrowsOf(architecture, "A publication's states")
    const byDecision = ['none > unscheduled', 'unscheduled > none', 'scheduled > none']
    expect(drawn.toSorted()).toEqual([...steps, ...byDecision].toSorted())
  })

  it('of a draft that waits for approval: all, and no others', () => {
    const steps = Object.entries(proposalSteps).flatMap(([from, open]) => open.map((to) => `${from} > ${to}`))
    expect(arrowsOf(architecture, 'Approval in two steps').toSorted()).toEqual(steps.toSorted())
  })

  it('of a letter: all, and no others', () => {
    const arrows = arrowsOf(architecture, "A letter's states")
    const drawn = new Set(arrows.flatMap((arrow) => arrow.split(' > ')))
    expect([...drawn].toSorted()).toEqual(letterStateSchema.options.toSorted())
  })

  it('in the user guides: each with what it means', () => {
    for (const { guide, catalog } of guides) {
      const bold = new Set([...guide.text.matchAll(/\*\*(.+?)\*\*/g)].map((match) => match[1]))
      const keys = [
        ...submissionStateSchema.options.map((state) => `state.${state}`),
        ...letterStateSchema.options.map((state) => `letter-state.${state}`),
      ]
      const words = keys.map((key) => catalog[key]).filter((message) => typeof message === 'string')
      expect(words).toHaveLength(keys.length)
      expect(words.filter((word) => !bold.has(word))).toEqual([])
    }
  })
})

describe('the data model', () => {
  it('names every table, and the state tables as such', () => {
    const sql = migrations.map((migration) => migration.sql).join('\n')
    const made = [...sql.matchAll(/CREATE TABLE (\w+)/g)].map((match) => match[1] ?? '')
    const rows = tableOf(dataModel, 'Kind')
    // A later migration may make a table anew.
    expect(rows.flatMap(([, tables]) => namesIn(tables ?? '')).toSorted()).toEqual([...new Set(made)].toSorted())
    expect(namesIn(rows.find(([kind]) => kind === 'State')?.[1] ?? '').toSorted()).toEqual(STATE_TABLES.toSorted())
  })

  it('names every event', () => {
    const named = tableOf(dataModel, 'Event').flatMap(([event]) => namesIn(event ?? ''))
    expect(named.toSorted()).toEqual(Object.keys(eventPayloads).toSorted())
  })

  it('names every kind of mail', () => {
    for (const kind of messageKindSchema.options) expect(dataModel.text).toContain(`\`${kind}\``)
  })
})

it('the import table is the one that lint enforces', () => {
  interface Override {
    readonly files: readonly string[]
    readonly rules: Readonly<Record<string, readonly [string, { patterns: readonly { group?: readonly string[] }[] }]>>
  }
  const { overrides } = JSON.parse(readFileSync(path.join(projectDir, '.oxlintrc.json'), 'utf8')) as {
    overrides: readonly Override[]
  }
  const rows = tableOf(architecture, 'Folder | May import, besides `shared` and libraries')
  const folders = rows.map(([folder]) => (folder ?? '').replace(/^`core\/(\w+)`$/, '$1'))
  for (const [index, [, may]] of rows.entries()) {
    const folder = folders[index] ?? ''
    const rule = overrides.find(({ files }) => files.includes(`src/core/${folder}/**/*.ts`))?.rules
    const denied = new Set(rule?.['no-restricted-imports']?.[1].patterns.flatMap(({ group }) => group ?? []))
    const allowed = folders.filter((other) => other !== folder && !denied.has(`../${other}/**`))
    expect([folder, namesIn(may ?? '').toSorted()]).toEqual([folder, allowed.toSorted()])
  }
})

describe.each(guides)('$guide.file', ({ guide, catalog }) => {
  it('writes in bold what the window says', () => {
    const said = Object.values(catalog)
      .flatMap((message) => (typeof message === 'string' ? [message] : [message.one, message.other]))
      .map(patternOf)
    const bold = [...guide.text.matchAll(/\*\*(.+?)\*\*/g)].map((match) => (match[1] ?? '').replace(/[.。]$/, ''))
    expect(bold.filter((words) => !said.some((pattern) => pattern.test(words)))).toEqual([])
  })

  it('has every key', () => {
    const keys = new Set(codeOf(guide))
    // Ctrl+2 to Ctrl+5 are meant by the dots between the first and the last.
    const missing = keyActions
      .map((action) => keyName(keyBindings[action], false).replace('⏎', 'Enter'))
      .filter((name) => !keys.has(name) && !/^Ctrl\+[2-5]$/.test(name))
    expect(missing).toEqual([])
  })
})

/** A message as a pattern: what is filled in may be anything, and a final full stop may be left out. */
function patternOf(message: string): RegExp {
  const literal = message
    .replace(/[.。]$/, '')
    .split(/\{\w+\}/)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
  // A message that is nothing but what is filled in would fit everything.
  const fits = literal.join('').replaceAll(/[\s\p{P}]/gu, '').length > 0
  return fits ? new RegExp(`^${literal.join('.+')}$`, 'u') : /(?!)/
}

/** Calls of `tougao` or `bin/tougao.mjs` in code whose command or option is not there. */
function unknownCommands(document: Document): string[] {
  const host = nodeHost(path.join(projectDir, 'out', 'main'))
  const say = (key: string): string => key
  const program = createProgram({ host, say, locale: 'en', write: () => undefined, finish: () => Promise.resolve() })
  const wrong: string[] = []
  for (const line of codeOf(document).flatMap((code) => code.split('\n'))) {
    const words = /(?:^|[\s/])tougao(?:\.mjs)?((?: +[^\s|<>;&#]+)+)/.exec(line)?.[1]?.trim().split(/ +/) ?? []
    let command: Command = program
    const options = new Set(['--help', '-h', '--version', '--profile', '--json'])
    for (const word of words) {
      const sub = command.commands.find((each) => each.name() === word)
      if (word.startsWith('--')) {
        const known = [...command.options, ...command.commands.flatMap((each) => each.options)]
        for (const option of known) if (option.long !== undefined) options.add(option.long)
        if (!options.has(word.replace(/=.*$/, ''))) wrong.push(line)
      } else if (sub !== undefined) command = sub
      else if (command === program && /^[a-z]+$/.test(word) && !words.includes('--profile')) wrong.push(line)
    }
  }
  return wrong
}
