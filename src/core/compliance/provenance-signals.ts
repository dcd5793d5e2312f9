/**
 * What an author says of 首发 and 授权, found by the usual phrases and shown as the sentence they stand in. It is no
 * check: nothing is settled by it, and what it does not find may still be there.
 */
import { provenanceClaimSchema, type ProvenanceClaim, type ProvenanceSignal } from '@shared/domain/triage'

export interface SignalSource {
  readonly source: ProvenanceSignal['source']
  readonly text: string
}

/** Sentences shown for each of the two. */
const SHOWN_MAX = 3
/** UTF-16 units of a sentence that are shown. */
const QUOTE_LENGTH = 100
/** A letter this short is about the piece; a longer one is the piece, and speaks of itself at its ends. */
const LETTER_LENGTH = 1200
/** The ends of a long text where authors put what they say of it. */
const END_LENGTH = 500

type Field = ProvenanceSignal['field']
type Claim = Exclude<ProvenanceClaim, 'mentioned'>

interface Phrase {
  readonly field: Field
  readonly says: Claim
  readonly found: RegExp
  /** Means the piece wherever it stands. Other phrases count in letters only: articles speak of 首发 and 授权 too. */
  readonly plain?: boolean
}

const publish = '(?:发布|发表|刊发|刊登|发过|推送|投过|投稿|投给)'
const places =
  '(?:公众号|知乎|头条|百家号|小红书|微博|简书|搜狐|网易号|36氪|虎嗅|人人都是产品经理|官网|其他平台|别的平台)'

const phrases: readonly Phrase[] = [
  {
    field: 'first-publication',
    says: 'first',
    found: /(?:未|没有?|从未|尚未|不曾|绝?不会|绝?无|非|不)[^，,。]{0,6}一稿多投/,
    plain: true,
  },
  { field: 'first-publication', says: 'simultaneous', found: /一稿多投|同时(?:也)?投(?:给|稿|往|递|了)/, plain: true },
  {
    field: 'first-publication',
    says: 'first',
    // Who never published anything says so of themselves, not of the piece.
    found: new RegExp(`(?:未|没有?|从未|尚未|不曾)[^，,。]{0,14}${publish}(?!过?(?:任何)?(?:东西|作品|什么))`),
  },
  { field: 'first-publication', says: 'reprint', found: /(?:本文|文章)?转载自|(?:本文|文章)为?转载|转自/, plain: true },
  {
    field: 'first-publication',
    says: 'elsewhere',
    found: /首发(?:于|在)(?!贵|你们|您|我们|咱|鸟哥)/,
    plain: true,
  },
  {
    field: 'first-publication',
    says: 'elsewhere',
    found: new RegExp(`(?:已经?|曾经?|此前|之前|先前|早前)[^，,。]{0,12}(?:${publish}|发(?:在|于|到)|上线)`),
  },
  {
    field: 'first-publication',
    says: 'elsewhere',
    found: new RegExp(`(?:同步|全网|多平台|各大平台|各平台)(?:同步)?(?:${publish}|首发|发到|发在|分发)`),
  },
  {
    field: 'first-publication',
    says: 'elsewhere',
    found: new RegExp(
      `发(?:布|表)?(?:在|于|到)了?[^，,。]{0,10}${places}|${places}[^，,。]{0,6}(?:已|也)?发(?:过|布|表)`,
    ),
  },
  {
    field: 'first-publication',
    says: 'first',
    found: /(?:本文|本篇|此文|此稿|该文|原创|授权)[^，,。]{0,10}(?:首发|独家)|(?:独家|首发)(?:投稿|授权|给|于|在)/,
    plain: true,
  },
  { field: 'first-publication', says: 'first', found: /首发|独家|[仅只]投/ },
  {
    field: 'authorization',
    says: 'authorised',
    found:
      /(?:作者|本人|我们?)[^，,。]{0,8}授权|授权(?:给)?(?:鸟哥|贵|你们|您|我们|发布|首发|刊发|转载|书)|附(?:上)?[^，,。]{0,6}授权/,
    plain: true,
  },
  { field: 'authorization', says: 'authorised', found: /授权(?!码|期|费)/ },
  {
    field: 'authorization',
    says: 'original',
    found: /(?:本文|本篇|此文|作者|均?为|系|纯)[^，,。]{0,8}原创|原创(?:投稿|稿件?|文章|声明|首发)/,
    plain: true,
  },
  { field: 'authorization', says: 'original', found: /原创/ },
  { field: 'authorization', says: 'whitelist', found: /开白|白名单|可以?转载/, plain: true },
]

/** What readers are told and what is asked, not what the author claims. */
const boilerplate = /转载请|请勿转载|禁止转载|谢绝转载|不得转载|未经[^，,。]{0,6}授权|转载须|转载需|侵权必究/
const asking = /[？?]|是否|能否|可否|要不要|需不需要|吗\s*$/

/** The signals of all sources, for each field the gravest first; the same sentence counts once. */
export function provenanceSignals(sources: readonly SignalSource[]): ProvenanceSignal[] {
  const found = sources.flatMap(signalsOf)
  const once = found.filter(
    (signal, index) =>
      found.findIndex(({ field, quote }) => field === signal.field && same(quote, signal.quote)) === index,
  )
  const rank = ({ says }: ProvenanceSignal): number => provenanceClaimSchema.options.indexOf(says)
  const shown = (field: Field): ProvenanceSignal[] =>
    once
      .filter((signal) => signal.field === field)
      .toSorted((a, b) => rank(a) - rank(b))
      .slice(0, SHOWN_MAX)
  return [...shown('first-publication'), ...shown('authorization')]
}

function signalsOf({ source, text }: SignalSource): ProvenanceSignal[] {
  const isLetter = source !== 'manuscript' && text.length <= LETTER_LENGTH
  return sentencesAtEnds(text, isLetter).flatMap((sentence) => {
    if (boilerplate.test(sentence)) return []
    const fields: readonly Field[] = ['first-publication', 'authorization']
    return fields.flatMap((field) => {
      const phrase = phrases.find(
        (each) => each.field === field && (isLetter || each.plain === true) && each.found.test(sentence),
      )
      if (phrase === undefined) return []
      const says: ProvenanceClaim = asking.test(sentence) ? 'mentioned' : phrase.says
      return [{ field, says, quote: quoteOf(sentence, phrase.found), source }]
    })
  })
}

function sentencesAtEnds(text: string, whole: boolean): string[] {
  const sentences = text.match(/[^。！!？?；;\n\u2028]+[。！!？?；;]?/gu) ?? []
  if (whole) return sentences
  let at = 0
  return sentences.filter((sentence) => {
    const start = at
    at += sentence.length
    return start < END_LENGTH || at > text.length - END_LENGTH
  })
}

/** A long sentence is cut around the words that tell. */
function quoteOf(sentence: string, found: RegExp): string {
  const trimmed = sentence.trim()
  if (trimmed.length <= QUOTE_LENGTH) return trimmed
  const start = Math.max(0, (found.exec(trimmed)?.index ?? 0) - QUOTE_LENGTH / 2)
  const cut = trimmed.slice(start, start + QUOTE_LENGTH).replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/gu, '')
  return `${start > 0 ? '…' : ''}${cut}${start + QUOTE_LENGTH < trimmed.length ? '…' : ''}`
}

function same(a: string, b: string): boolean {
  return bare(a) === bare(b)
}

function bare(quote: string): string {
  return quote.replaceAll(/[\s\p{P}]/gu, '')
}
