/** Changes rules in a pack's YAML and leaves the rest of the text, its comments included, as it stands. */
import {
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  Scalar,
  YAMLSeq,
  type YAMLMap,
  type Document,
  type ParsedNode,
} from 'yaml'
import type { Plain } from './rule-value'

/** One rule put in (in the place of `ruleId`, or behind the others), or taken out. */
export type RuleEdit =
  | { readonly kind: 'put'; readonly ruleId: string | null; readonly rule: Plain }
  | { readonly kind: 'remove'; readonly ruleId: string }

/** Word lists beyond this are written as one block of text: read many times faster, and compared line by line. */
const WORDS_IN_LIST = 12
/** Characters of a line of such a block. */
const LINE = 100

/** The YAML with rules changed. It is not checked here: whoever takes it reads it as a pack. */
export function editRules(yaml: string, edits: readonly RuleEdit[]): string {
  const document = parseDocument(yaml)
  const rules = ruleSequence(document)
  for (const edit of edits) {
    const at = rules.items.findIndex((item) => isMap(item) && item.get('id') === edit.ruleId)
    if (edit.kind === 'remove') {
      if (at >= 0) rules.items.splice(at, 1)
      continue
    }
    const node = ruleNode(document, edit.rule)
    const before = rules.items[at]
    if (before === undefined) rules.items.push(node)
    else {
      if (isMap(before) && typeof before.commentBefore === 'string') node.commentBefore = before.commentBefore
      if (isMap(before) && before.spaceBefore === true) node.spaceBefore = true
      rules.items[at] = node
    }
  }
  if (rules.items.length > 0) rules.flow = false
  return document.toString({ lineWidth: 0 })
}

function ruleSequence(document: Document.Parsed): YAMLSeq {
  const rules = document.get('rules')
  if (isSeq(rules)) return rules
  const made = new YAMLSeq()
  document.set('rules', made)
  return made
}

/** A rule as a node: long lists of words as blocks of text. */
function ruleNode(document: Document, rule: Plain): YAMLMap {
  const node = document.createNode(rule) as unknown as YAMLMap
  writeWordsAsText(node)
  return node
}

function writeWordsAsText(node: unknown): void {
  if (isSeq(node)) node.items.forEach(writeWordsAsText)
  if (!isMap(node)) return
  for (const pair of node.items) {
    const words = isScalar(pair.key) && isWordList(pair.key.value) ? wordsOf(pair.value) : null
    if (words === null) writeWordsAsText(pair.value)
    else {
      const text = new Scalar(lines(words))
      text.type = Scalar.BLOCK_LITERAL
      pair.value = text
    }
  }
}

/** Members that may be a list or one text: see `words` in the format. */
function isWordList(key: unknown): boolean {
  return key === 'lexicon' || key === 'words'
}

/** The words of a long list without white space in any; null for anything else. */
function wordsOf(node: unknown): string[] | null {
  if (!isSeq(node) || node.items.length <= WORDS_IN_LIST) return null
  const words: unknown[] = node.toJSON()
  return words.every((word): word is string => typeof word === 'string' && word !== '' && !/\s/u.test(word))
    ? words
    : null
}

function lines(words: readonly string[]): string {
  const made: string[] = []
  let line = ''
  for (const word of words) {
    if (line !== '' && line.length + word.length >= LINE) {
      made.push(line)
      line = ''
    }
    line += line === '' ? word : ` ${word}`
  }
  return `${[...made, line].join('\n')}\n`
}

/** A new pack without rules. */
export function emptyPack(pack: {
  readonly name: string
  readonly title: string
  readonly clause: string
  readonly text: string
  readonly date: string
  readonly changes: string
}): string {
  const { name, title, clause, text, date, changes } = pack
  const document = parseDocument('')
  document.contents = document.createNode({
    name,
    version: '0.1.0',
    title,
    changelog: [{ version: '0.1.0', date, changes }],
    clauses: [{ number: `${name}/1`, item: clause, text, coverage: 'rules', human: '' }],
    rules: [],
  }) as unknown as ParsedNode
  return document.toString({ lineWidth: 0 })
}
