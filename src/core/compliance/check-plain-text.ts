/** The check of a plain text, as the command line gives it: each line is a block. */
import type { CheckBlock, ChecklistItem, Finding } from '@shared/domain/compliance'
import { check } from './check'
import type { RulePack } from './rule-pack'

export interface PlainText {
  readonly title?: string | undefined
  readonly text: string
}

/**
 * A finding with UTF-16 offsets into the whole text given, or into the title where `block` is `title`; else `block` is
 * the index of the paragraph (of the lines joined by `\n`, the desk's one rule of plain text).
 */
export type PlainFinding = Pick<
  Finding,
  'ruleId' | 'clause' | 'category' | 'level' | 'message' | 'start' | 'end' | 'text' | 'normalized' | 'block'
> & {
  /** An entry of a desk's allow-list lets it pass. */
  readonly allowed?: AllowedBy
}

export interface AllowedBy {
  readonly words: string
  readonly reason: string
  readonly editor: string
}

/** What lets a finding pass in its block's text; null: nothing. */
export type Allows = (finding: Finding, text: string) => AllowedBy | null

export interface PlainTextResult {
  readonly findings: readonly PlainFinding[]
  readonly checklist: readonly ChecklistItem[]
}

/** `\r` stays in its block: offsets count every unit of the text as it was given. */
export function checkPlainText(source: PlainText, packs: readonly RulePack[], allows?: Allows): PlainTextResult {
  const offsets = new Map<string, number>()
  const blocks: CheckBlock[] = []
  if (source.title !== undefined && source.title !== '') blocks.push({ id: 'title', kind: 'title', text: source.title })
  let offset = 0
  source.text.split('\n').forEach((text, index) => {
    offsets.set(String(index), offset)
    blocks.push({ id: String(index), kind: 'paragraph', text })
    offset += text.length + 1
  })
  // No id of a plain finding leaves this function, so no version has to be named.
  const { findings, checklist } = check(blocks, packs, { links: [], imageCount: 0 }, { versionKey: '' })
  const texts = new Map(allows === undefined ? [] : blocks.map(({ id, text }) => [id, text]))
  return {
    findings: findings.map((finding) => {
      const plain = toPlain(finding, offsets.get(finding.block) ?? 0)
      const allowed = allows?.(finding, texts.get(finding.block) ?? '') ?? null
      return allowed === null ? plain : { ...plain, allowed }
    }),
    checklist,
  }
}

function toPlain(finding: Finding, offset: number): PlainFinding {
  const { ruleId, clause, category, level, message, start, end, text, normalized, block } = finding
  return { ruleId, clause, category, level, message, start: start + offset, end: end + offset, text, normalized, block }
}
