/** What workers do: the heavy, hostile-input steps, by name. Runs in a worker thread, or in place in unit tests. */
import type { CheckBlock, CheckContext, CheckResult } from '@shared/domain/compliance'
import type { FigureSheet } from '@shared/domain/figures'
import type { TextPreview } from '@shared/domain/file'
import type { ParsedAttachmentBytes, UnpackRefusal } from '@shared/domain/mail'
import type { ConversionRefusal } from '@shared/domain/manuscript'
import type { PictureCode } from '@shared/domain/piece'
import type { FindQuery, Found } from '@shared/manuscript/find'
import type { Result } from '@shared/domain/result'
import type { PackDiff, PackDigest, PackProblem, TrialFinding, TriedRule } from '@shared/domain/rules'
import type { VersionDiff } from '@shared/manuscript/version-diff'
import type { SearchSentence, Similarity } from '../compliance/similarity'
import type { ParseFailure, UnpackedEntry } from '../mail/reader'
import type {
  ArticleRefusal,
  ManuscriptConversion,
  ManuscriptToConvert,
  ReadArticle,
  SettledText,
  StepRefusal,
  TellProgress,
  TextToSettle,
} from '../manuscript'
import type { AnchorsToCarry, CarriedAnchor } from '../manuscript/carry-anchors'
import type { Sheet, SheetRefusal } from '../manuscript/sheet'
import type { DocxOptions } from '../manuscript/export-docx/export-docx'
import type { TextAsTyped } from '../manuscript/typed-text'
import type { Fed, SearchFiles } from '../search'
import type { MailConversion } from './convert-mail-file'
import type { ExportRequest, TextExport, TextExportKind } from './export-text'
import type { MailRead } from './mail-files'
import type { PackRef } from './pack-files'
import type { PackToPropose, ProposedPack } from './rule-packs/propose-pack'
import type { Plain } from './rule-packs/rule-value'
import type { ManuscriptToTry, RulesToTry } from './rule-packs/try-manuscripts'
import type { RuleToTry } from './rule-packs/try-rule'

/** A pack by its hash and the file that holds it. */
export type KeptPack = Pick<PackRef, 'hash' | 'file'>

export interface CheckRequest {
  readonly blocks: readonly CheckBlock[]
  /** Read by the worker the first time it meets them. */
  readonly packs: readonly PackRef[]
  readonly context: CheckContext
  readonly versionKey: string
}

/** The check of a text that is being written. */
export interface RecheckRequest extends CheckRequest {
  /** Names the text; a few are kept, by any worker that was asked for it. */
  readonly session: string
}

export interface TextBeingTyped {
  readonly session: string
  /** The recorded text that was typed in, and the file that its JSON lies in. */
  readonly baseHash: string
  readonly file: string
  /** All that was typed on top of it, as steps. */
  readonly steps: readonly string[]
}

/** Every task: its input, its output, and the milliseconds it may take. */
export interface TaskTypes {
  /** Raw mails in files, one result each in the same order. */
  readonly parse: { input: { readonly files: readonly string[] }; output: readonly Result<MailRead, ParseFailure>[] }
  /** The bytes of a mail's attachments, by their hashes. */
  readonly attachments: {
    input: { readonly file: string; readonly sha256s: readonly string[] }
    output: Result<readonly ParsedAttachmentBytes[], ParseFailure>
  }
  /** The manuscript in a raw mail; with `bodyOnly` its own words, whatever came with them. */
  readonly 'convert-mail': {
    /** `zone`: the desk's, whose clock wrote the times in Word files. */
    input: { readonly file: string; readonly zone: string; readonly bodyOnly: boolean }
    output: Result<MailConversion, ConversionRefusal>
  }
  /** Feeds the search index with what was read since, for about so many milliseconds, and folds the database's log. */
  readonly 'search-feed': { input: { readonly files: SearchFiles; readonly budget: number }; output: Fed }
  /** One entry of an archive, by its place in the attachment's `entries`. */
  readonly unpack: {
    input: { readonly bytes: Uint8Array; readonly entry: number }
    output: Result<UnpackedEntry, UnpackRefusal>
  }
  /** The beginning of a text file, decoded. */
  readonly 'preview-text': {
    input: { readonly bytes: Uint8Array; readonly size: number }
    output: TextPreview
  }
  /** The names in a zip; null when it is none. */
  readonly 'list-entries': { input: { readonly bytes: Uint8Array }; output: readonly string[] | null }
  readonly convert: {
    input: ManuscriptToConvert
    output: Result<ManuscriptConversion, ConversionRefusal>
  }
  /** Matches of a pattern that an editor wrote: it may be one that takes for ever. */
  readonly find: { input: { readonly texts: readonly string[]; readonly query: FindQuery }; output: Found }
  /** The cells of a sheet of comma-separated text. */
  readonly sheet: { input: { readonly bytes: Uint8Array }; output: Result<Sheet, SheetRefusal> }
  /** The codes in a picture; null when it cannot be looked at. */
  readonly 'picture-codes': { input: { readonly file: string }; output: readonly PictureCode[] | null }
  /** A manuscript as HTML or Markdown. */
  readonly 'export-text': {
    input: { readonly request: ExportRequest; readonly kind: TextExportKind; readonly pictureFolder: string }
    output: TextExport
  }
  /** A manuscript as a Word file. */
  readonly 'export-docx': {
    input: { readonly request: ExportRequest; readonly options: DocxOptions }
    output: Uint8Array
  }
  readonly check: { input: CheckRequest; output: CheckResult }
  /** What was typed, in the text that it was typed in. */
  readonly 'typed-text': { input: TextBeingTyped; output: Result<TextAsTyped, StepRefusal> }
  /** A text that is being written: only what changed since the last time. */
  readonly recheck: { input: RecheckRequest; output: CheckResult }
  /** Forgets a text that was being written. */
  readonly 'end-typing': { input: { readonly session: string }; output: null }
  /** 数据核对表: the figures of a text, its sums done again, what it tells in two ways. */
  readonly figures: { input: { readonly blocks: readonly CheckBlock[] }; output: FigureSheet }
  /** Rule packs in files: what each is, or why it does not load. */
  readonly 'read-packs': {
    input: { readonly files: readonly string[] }
    output: readonly Result<PackDigest, readonly PackProblem[]>[]
  }
  /** One rule in full; null when the pack has none of that id. */
  readonly 'rule-details': {
    input: { readonly pack: KeptPack; readonly ruleId: string }
    output: { readonly rule: Plain; readonly sources: Readonly<Record<string, string>> } | null
  }
  /** Ids of rules that say or look for all words of a query. */
  readonly 'find-rules': {
    input: { readonly packs: readonly KeptPack[]; readonly query: string }
    output: readonly string[]
  }
  /** A rule as it is being written. */
  readonly 'try-rule': { input: RuleToTry; output: TriedRule }
  readonly 'propose-pack': { input: PackToPropose; output: Result<ProposedPack, readonly PackProblem[]> }
  readonly 'compare-packs': {
    input: { readonly before: KeptPack | null; readonly after: KeptPack }
    output: PackDiff
  }
  /** Rules as they would be over some manuscripts, in their order. */
  readonly 'try-manuscripts': {
    input: { readonly rules: RulesToTry; readonly manuscripts: readonly ManuscriptToTry[] }
    output: readonly (readonly TrialFinding[])[]
  }
  /** What an editor typed, put into the text it was typed in. */
  readonly settle: { input: TextToSettle; output: Result<SettledText, StepRefusal> }
  /** Where anchors of one text belong in another, in their order. */
  readonly 'carry-anchors': { input: AnchorsToCarry; output: readonly CarriedAnchor[] }
  /** How two documents, as they are kept, differ. */
  readonly 'diff-texts': { input: { readonly from: string; readonly to: string }; output: VersionDiff }
  /** The hashes of a text's fingerprints. */
  readonly fingerprint: { input: { readonly text: string }; output: readonly number[] }
  /** The articles of a saved page, text or feed, the site's own lines left out, each with the hashes of its fingerprints. */
  readonly articles: {
    input: { readonly filename: string; readonly bytes: Uint8Array }
    output: Result<readonly FingerprintedArticle[], ArticleRefusal>
  }
  /** The sentences of a text by which it could be searched. */
  readonly sentences: { input: { readonly text: string }; output: readonly SearchSentence[] }
  /** A text beside others, one after the other. */
  readonly compare: {
    input: { readonly text: string; readonly others: readonly string[] }
    output: readonly Similarity[]
  }
}
export interface FingerprintedArticle extends ReadArticle {
  readonly hashes: readonly number[]
}
export type { TellProgress }
export type TaskName = keyof TaskTypes
export type TaskInput<N extends TaskName> = TaskTypes[N]['input']
export type TaskOutput<N extends TaskName> = TaskTypes[N]['output']

/** `tell` hears how far it is, of tasks that know. */
export async function runTask<N extends TaskName>(
  name: N,
  input: TaskInput<N>,
  tell: TellProgress = () => undefined,
): Promise<TaskOutput<N>> {
  const run = handlers[name] as (input: TaskInput<N>, tell: TellProgress) => Promise<TaskOutput<N>>
  return run(input, tell)
}

/** Each task loads its own code when it is first asked for: reading mail is not to wait for converters and rules. */
const handlers: { readonly [N in TaskName]: (input: TaskInput<N>, tell: TellProgress) => Promise<TaskOutput<N>> } = {
  parse: async ({ files }) => (await import('./mail-files')).readMailFiles(files),
  attachments: async ({ file, sha256s }) => (await import('./mail-files')).readAttachments(file, sha256s),
  'convert-mail': async ({ file, zone, bodyOnly }, tell) =>
    (await import('./convert-mail-file')).convertMailFile(file, zone, bodyOnly, tell),
  'search-feed': async ({ files, budget }) => {
    const { feedSearch, foldLog } = await import('../search')
    const fed = feedSearch(files, budget)
    // What was just read is in the log's way no longer.
    foldLog(files.deskFile)
    return fed
  },
  unpack: async ({ bytes, entry }) => (await import('../mail/reader')).unpackEntry(bytes, entry),
  'preview-text': async ({ bytes, size }) => (await import('../manuscript')).previewText(bytes, size),
  'list-entries': async ({ bytes }) => (await import('../mail/reader')).listArchive(bytes),
  convert: async (input, tell) => (await import('./convert-mail-file')).convertInput(input, tell),
  figures: async ({ blocks }) => (await import('../compliance/figures')).figureSheet(blocks),
  settle: async (input) => (await import('../manuscript/settle-text')).settleText(input),
  find: async ({ texts, query }) => (await import('@shared/manuscript/find')).findIn(texts, query),
  sheet: async ({ bytes }) => (await import('../manuscript/sheet')).readSheet(bytes),
  'picture-codes': async ({ file }) => (await import('./read-picture')).readPicture(file),
  'export-text': async ({ request, kind, pictureFolder }) =>
    (await import('./export-text')).exportText(request, kind, pictureFolder),
  'carry-anchors': async (input) => (await import('../manuscript/carry-anchors')).carryAnchors(input),
  'diff-texts': async ({ from, to }) => (await import('../manuscript/carry-anchors')).diffTexts(from, to),
  'export-docx': async ({ request, options }) => (await import('./export-docx')).exportWord(request, options),
  fingerprint: async ({ text }) => (await import('./compare-texts')).fingerprintsOf(text),
  articles: async ({ filename, bytes }) =>
    (await import('./fingerprint-articles')).fingerprintArticles(filename, bytes),
  sentences: async ({ text }) => (await import('./compare-texts')).searchSentences(text),
  compare: async ({ text, others }) => (await import('./compare-texts')).compareTexts(text, others),
  check: async (input) => (await import('./check-version')).checkVersion(input),
  'typed-text': async (input) => (await import('./typing-sessions')).typedText(input),
  recheck: async (input) => (await import('./typing-sessions')).recheck(input),
  'end-typing': async ({ session }) => {
    ;(await import('./typing-sessions')).endTyping(session)
    return null
  },
  'read-packs': async ({ files }) => (await import('./pack-files')).readPacks(files),
  'rule-details': async ({ pack, ruleId }) => (await import('./rule-packs/propose-pack')).ruleDetails(pack, ruleId),
  'find-rules': async ({ packs, query }) => (await import('./rule-packs/propose-pack')).findRules(packs, query),
  'try-rule': async (input) => (await import('./rule-packs/try-rule')).tryRule(input),
  'propose-pack': async (input) => (await import('./rule-packs/propose-pack')).proposePack(input),
  'compare-packs': async ({ before, after }) => (await import('./rule-packs/propose-pack')).comparePacks(before, after),
  'try-manuscripts': async ({ rules, manuscripts }) =>
    (await import('./rule-packs/try-manuscripts')).tryManuscripts(rules, manuscripts),
}

/** The memory of an outcome that its worker can hand over instead of copying it: bytes that nothing else holds. */
export function handedOver<N extends TaskName>(name: N, output: TaskOutput<N>): ArrayBuffer[] {
  switch (name) {
    case 'parse': {
      const outcome = output as TaskOutput<'parse'>
      return outcome.flatMap((read) => (read.ok ? [read.value.json.buffer] : []))
    }
    case 'attachments': {
      const outcome = output as TaskOutput<'attachments'>
      return outcome.ok ? outcome.value.map(({ bytes }) => bytes.buffer as ArrayBuffer) : []
    }
    case 'unpack': {
      const outcome = output as TaskOutput<'unpack'>
      return outcome.ok ? [outcome.value.bytes.buffer as ArrayBuffer] : []
    }
    case 'export-docx':
      return [(output as TaskOutput<'export-docx'>).buffer as ArrayBuffer]
    default:
      return []
  }
}
