/**
 * A labelled set: texts of one kind, each with what a fair editor would expect of the check. The sets are written apart
 * from the rules and are never copied into their examples (a test compares them).
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const entrySchema = z.strictObject({
  /** A headline; without one the text is body only. */
  title: z.string().min(1).optional(),
  /** Paragraphs apart by `\n`. */
  text: z.string().default(''),
  /** Items or packs of which any must be found: `3`, `1.13`, `links`. Empty: ordinary text, nothing of level warning or error. */
  expect: z.array(z.string().min(1)),
})

const setSchema = z.strictObject({
  /** `advertisement`, `abuse`, `neutral-post`, `opposes-prejudice`, `headline`, `article` … */
  kind: z.string(),
  /** Finer: `loan`, `region`, … */
  group: z.string(),
  entries: z.array(entrySchema).min(1),
})

export type EvalEntry = z.infer<typeof entrySchema>
export type EvalSet = z.infer<typeof setSchema>

/**
 * Reads the sets of a folder. A file `kind.group.txt` has one text a line: what is expected, a tab, the text, or the
 * headline, ` ## `, and the text; `-` expects nothing. `\n` in a line begins a paragraph; a line with `#` is a comment.
 */
export function readEvalSets(folder: string): EvalSet[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => readSet(path.join(folder, name)))
}

function readSet(file: string): EvalSet {
  const [kind = '', group = ''] = path.basename(file, '.txt').split('.')
  const lines = readFileSync(file, 'utf8').split('\n')
  const entries = lines.flatMap((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return []
    const [expected, rest, ...more] = line.split('\t')
    if (expected === undefined || rest === undefined || more.length > 0) {
      throw new Error(`${file}:${index + 1}: a line is "what is expected", a tab, and the text`)
    }
    const [first = '', second] = rest.replaceAll('\\n', '\n').split(' ## ')
    const words = second === undefined ? { text: first } : { title: first, text: second }
    return [{ ...words, expect: expected === '-' ? [] : expected.split(' ') }]
  })
  return setSchema.parse({ kind, group, entries })
}
