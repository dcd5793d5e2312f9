/** What the corpus's manifest claims of a mail, and what the command line says of it. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const CORPUS_DIR = fileURLToPath(new URL('../fixtures/corpus', import.meta.url))

export interface CorpusEntry {
  readonly file: string
  readonly messageId?: string
  readonly date?: string
  readonly kind: string
  readonly from?: { readonly name: string; readonly address: string }
  readonly subject?: string
  readonly attachments?: readonly { readonly filename: string; readonly sha256: string; readonly size: number }[]
  readonly zipEntries?: readonly string[]
  readonly expiringLinks?: readonly string[]
  readonly failedRecipient?: string
  readonly innerFrom?: string
  readonly threadOf?: string
  readonly duplicateOf?: string
  readonly nearDuplicateOf?: string
  readonly manuscriptTitle?: string
  readonly manuscriptContains?: readonly string[]
  readonly manuscriptLacks?: readonly string[]
  readonly manuscriptImages?: number
  readonly byline?: string
  readonly conversion?: string
  readonly violations?: string
  readonly mustNotExecute?: boolean
  readonly survives?: boolean
}

export const corpus = JSON.parse(readFileSync(`${CORPUS_DIR}/manifest.json`, 'utf8')) as readonly CorpusEntry[]

/** The parts of `message` and `show` that the manifest speaks of. */
export interface MessageJson {
  readonly messageId: string
  readonly subject: string
  readonly from: { readonly name: string; readonly address: string }
  readonly date: string
  readonly kind: string
  readonly text: string
  readonly attachments: readonly {
    readonly filename: string
    readonly sha256: string
    readonly size: number
    readonly entries?: readonly string[]
  }[]
  readonly submission: string | null
  readonly inReplyTo: string | null
  readonly failedRecipient?: string
  readonly originalSender?: { readonly name: string; readonly address: string }
  readonly copies: readonly { readonly hash: string; readonly kind: string; readonly submission: string | null }[]
}

export interface SubmissionJson {
  readonly id: string
  readonly title: string
  readonly messageIds: readonly string[]
  readonly links: readonly { readonly url: string; readonly expiring: boolean }[]
  readonly manuscript: {
    readonly title: string
    readonly byline: string
    readonly text: string
    readonly images: readonly unknown[]
    readonly version: number
    readonly report: readonly { readonly code: string; readonly detail: string }[]
  } | null
  readonly findings: readonly { readonly ruleId: string; readonly clause: string; readonly level: string }[]
}

/** One mail as the command line shows it; `submission` null when it belongs to none. */
export interface SeenMail {
  readonly message: MessageJson
  readonly submission: SubmissionJson | null
  /** Submissions that `similar` names, the most alike first. */
  readonly similar: readonly string[]
  /** Of the mail that `threadOf`, `duplicateOf` or `nearDuplicateOf` names. */
  readonly other: MessageJson | null
}

interface Claim {
  readonly field: string
  readonly expected: unknown
  readonly actual: unknown
}

/** What the manifest's words for a violation mean in clauses: of each group at least one. */
const itemsOf: Readonly<Record<string, readonly (readonly string[])[]>> = {
  clickbait_ad: [['7.1'], ['3']],
  unfriendly: [['2.1', '2.5', '2.6'], ['2.7'], ['2.8']],
  superstition_rumor: [['6'], ['1.7', '5']],
  fandom_danger: [['8'], ['9.1', '1.12']],
  minors_bully: [['1.11']],
}

function isOf(clause: string, item: string): boolean {
  return clause === item || clause.startsWith(`${item}.`)
}

/** Every claim of the manifest on one mail, with what was seen. Fields that no command can answer yet are null. */
export function claimsOf(entry: CorpusEntry, { message, submission, similar, other }: SeenMail): Claim[] {
  const claims: Claim[] = []
  const claim = (field: keyof CorpusEntry, actual: unknown, expected: unknown = entry[field]): void => {
    if (entry[field] !== undefined) claims.push({ field, expected, actual })
  }
  const manuscript = submission?.manuscript ?? null
  // A byline is metadata: who reads the manuscript finds it beside the text.
  const written = bare(`${manuscript?.text ?? ''}${manuscript?.byline ?? ''}`)
  const holds = (sentence: string): boolean => written.includes(bare(sentence))

  claim('messageId', message.messageId)
  claim('date', Date.parse(message.date), Date.parse(entry.date ?? ''))
  const copyKinds = message.copies.map(({ kind }) => kind)
  const kind = entry.duplicateOf === undefined ? message.kind : (copyKinds[1] ?? null)
  claim('kind', kind, entry.kind === 'any' ? kind : entry.kind)
  claim('from', message.from)
  claim('subject', message.subject)
  claim(
    'attachments',
    message.attachments.map(({ filename, sha256, size }) => ({ filename, sha256, size })),
  )
  claim('zipEntries', message.attachments.find(({ entries }) => entries !== undefined)?.entries)
  claim(
    'expiringLinks',
    submission?.links.filter(({ expiring }) => expiring).map(({ url }) => new URL(url).hostname),
  )
  claim('failedRecipient', message.failedRecipient)
  claim('innerFrom', message.originalSender?.address)
  claim('threadOf', [message.inReplyTo, message.submission], [entry.threadOf, other?.submission])
  claim(
    'duplicateOf',
    [message.messageId, message.copies.map((copy) => copy.submission)],
    [entry.duplicateOf, [other?.submission, other?.submission]],
  )
  claim('manuscriptTitle', manuscript?.title)
  claim(
    'manuscriptContains',
    entry.manuscriptContains?.filter((sentence) => !holds(sentence)),
    [],
  )
  claim('manuscriptLacks', entry.manuscriptLacks?.filter(holds), [])
  claim('manuscriptImages', manuscript?.images.length)
  claim('byline', manuscript?.byline)
  claim('conversion', conversionOf(manuscript))
  claim('survives', submission !== null)
  // Its document is looked at where it is exported; the report may name what was dropped.
  claim('mustNotExecute', manuscript !== null && !/__pwned|<script|javascript:/i.test(manuscript.text))
  const expected = itemsOf[entry.violations ?? ''] ?? []
  const wrong = (submission?.findings ?? []).filter(({ level }) => level === 'error' || level === 'warning')
  claim(
    'violations',
    expected.filter((items) => items.some((item) => wrong.some(({ clause }) => isOf(clause, item)))),
    expected,
  )
  // Another mail of the corpus brings the same piece; both are named.
  claim('nearDuplicateOf', similar.filter((id) => id === other?.submission).length, 1)
  return claims
}

function conversionOf(manuscript: SubmissionJson['manuscript']): string {
  if (manuscript === null) return 'none'
  const refused = manuscript.report.some(({ code }) => code === 'conversion-refused' || code === 'format-not-supported')
  return refused && manuscript.text === '' ? 'refused' : 'converted'
}

function bare(text: string): string {
  return text.replaceAll(/\s/gu, '')
}
