/** What a source file says: its strings and templates, the messages it asks for, and any Chinese outside comments. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseSync } from 'vite'

export interface SourceFile {
  readonly file: string
  readonly text: string
}

export interface SourceTexts {
  /** Every string literal, template without gaps, and text between JSX tags. */
  readonly strings: readonly string[]
  /** Every template with gaps, as the pattern of what it can become; a gap holds one part between dots. */
  readonly patterns: readonly RegExp[]
  /** What `t(…)` and `translate(locale, …)` are given, as far as it stands there. */
  readonly askedKeys: readonly string[]
  readonly askedPatterns: readonly RegExp[]
}

interface Node {
  readonly type: string
  readonly [field: string]: unknown
}

/** All `.ts` and `.tsx` files below a folder; `without` are path prefixes to leave out. */
export function sourceFiles(root: string, without: readonly string[] = []): readonly SourceFile[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(root, name))
    .filter((file) => /\.tsx?$/.test(file) && !without.some((prefix) => file.startsWith(prefix)))
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }))
}

export function textsOf({ file, text }: SourceFile): SourceTexts {
  const strings: string[] = []
  const patterns: RegExp[] = []
  const askedKeys: string[] = []
  const askedPatterns: RegExp[] = []

  const ask = (argument: unknown): void => {
    if (!isNode(argument)) return
    if (argument.type === 'ConditionalExpression') {
      ask(argument['consequent'])
      ask(argument['alternate'])
    }
    const said = literalOf(argument)
    if (typeof said === 'string') askedKeys.push(said)
    else if (said !== null) askedPatterns.push(said)
  }
  walk(parsed(file, text), (node) => {
    const said = literalOf(node)
    if (typeof said === 'string') strings.push(said)
    else if (said !== null) patterns.push(said)
    if (node.type !== 'CallExpression') return
    const [first, second] = node['arguments'] as readonly unknown[]
    const callee = nameOf(node['callee'])
    if (callee === 't') ask(first)
    if (callee === 'translate') ask(second)
  })
  return { strings, patterns, askedKeys, askedPatterns }
}

/** Chinese that a file would show: in strings, templates and JSX text; not in comments and regular expressions. */
export function chineseIn(source: SourceFile): readonly string[] {
  const found: string[] = []
  walk(parsed(source.file, source.text), (node) => {
    const text =
      node.type === 'TemplateElement'
        ? (node['value'] as { readonly raw: string }).raw
        : node.type === 'JSXText' || (node.type === 'Literal' && typeof node['value'] === 'string')
          ? node['value']
          : null
    if (typeof text === 'string' && /\p{Script=Han}/u.test(text)) found.push(text.trim())
  })
  return found
}

function parsed(file: string, text: string): unknown {
  const result = parseSync(path.basename(file), text)
  if (result.errors.length > 0) throw new Error(`${file}: ${result.errors[0]?.message ?? 'cannot be parsed'}`)
  return result.program
}

/** A string as it stands, a pattern for a template with gaps, null for anything else. */
function literalOf(node: Node): string | RegExp | null {
  if (node.type === 'Literal' || node.type === 'JSXText')
    return typeof node['value'] === 'string' ? node['value'] : null
  if (node.type !== 'TemplateLiteral') return null
  const parts = (node['quasis'] as readonly { readonly value: { readonly cooked: string } }[]).map(
    ({ value }) => value.cooked,
  )
  if (parts.length === 1) return parts[0] ?? ''
  // A template must begin with an area, or it would stand for every message there is.
  if (!/^[a-z][\w-]*\./.test(parts[0] ?? '')) return null
  return new RegExp(`^${parts.map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)).join('[^.]+')}$`)
}

function nameOf(callee: unknown): string | null {
  return isNode(callee) && callee.type === 'Identifier' ? (callee['name'] as string) : null
}

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const each of value) walk(each, visit)
  } else if (typeof value === 'object' && value !== null) {
    if (isNode(value)) visit(value)
    for (const each of Object.values(value)) walk(each, visit)
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}
