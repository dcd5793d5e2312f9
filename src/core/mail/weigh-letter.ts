/**
 * Weighs what a letter says, from many weak signs: is it an offer, a grievance, a swindle? A manuscript taken for one of
 * these is worse than one of these taken for a manuscript, which an editor sees and puts away with one key.
 */
import type { MailAddress } from '@shared/domain/mail'
import { firstField, type HeaderFields } from './mime/header-fields'
import {
  COMPLAINT_FILES,
  COMPLAINT_SUBJECT_WEIGHT,
  COMPLAINT_SUBJECTS,
  COMPLAINT_WEIGHTS,
  HANDS_IN,
  HEADLINE,
  JUNK_FILES,
  JUNK_SENDER,
  JUNK_WEIGHTS,
  OWN_PIECE,
  PROMOTION_FILES,
  PROMOTION_SUBJECT_WEIGHT,
  PROMOTION_SUBJECTS,
  PROMOTION_WEIGHTS,
  type WeightedSign,
} from './sorting-weights'
import { SPEAKS_TO_DESK, type Sign } from './sorting-words'

export interface Letter {
  readonly fields: HeaderFields
  readonly from: MailAddress
  /** Without `回复：`. */
  readonly subject: string
  readonly ownText: string
  readonly hasDocument: boolean
  readonly documentNames: readonly string[]
  /** Too short to be a piece of writing. */
  readonly isShort: boolean
}

type WeighedKind = 'complaint' | 'junk' | 'promotion'

/** A letter of a lawyer or a sales office may be longer than a question; an article is longer than both. Characters. */
export const LONGEST_LETTER = 1_600

/** As much of a subject as is looked at: signs may not cost more than the text is long. Characters. */
export const LONGEST_SUBJECT = 300

/** What a letter has to weigh that may be a piece: short, and nothing speaks against it. */
const ENOUGH = 3.5
/** Without a file, and without a word of a piece, a short letter is none: only questions are to be kept apart. */
const ENOUGH_NO_PIECE = { complaint: 3.25, junk: 2.5, promotion: 2.5 } as const
/** What a long letter has to weigh, which may as well be an article that speaks of the matter. */
const ENOUGH_LONG = 7
/** What the headers alone have to weigh, whatever the text. */
const ENOUGH_BULK = 4

/** A body that hands over a file and says nothing else. Characters. */
const BARE_BODY = 40

/** The kind of a letter; null when it weighs too little for any. */
export function weighLetter(whole: Letter): WeighedKind | null {
  const letter = { ...whole, subject: whole.subject.slice(0, LONGEST_SUBJECT) }
  const bulk = bulkWeight(letter)
  if (bulk >= ENOUGH_BULK) return 'promotion'
  if (!mayBeLetter(letter)) return null
  const piece = manuscriptWeight(letter)
  const isNoPiece = !letter.hasDocument && piece === 0
  const enough = (kind: WeighedKind): number => {
    if (!letter.isShort) return ENOUGH_LONG
    return isNoPiece ? ENOUGH_NO_PIECE[kind] : ENOUGH
  }
  const weights: readonly (readonly [WeighedKind, number])[] = [
    ['complaint', complaintWeight(letter) - piece],
    ['junk', junkWeight(letter) - piece],
    ['promotion', promotionWeight(letter) + bulk - piece],
  ]
  const over = weights.filter(([kind, weight]) => weight >= enough(kind))
  const [heaviest] = over.toSorted((one, other) => other[1] - one[1])
  if (heaviest === undefined) return null
  // A grievance that speaks of money as well is a grievance: it has a date to be answered by. A swindle is an offer, too.
  const preferred = over.find(([kind, weight]) => kind !== 'promotion' && weight >= heaviest[1] - NEAR)
  return (preferred ?? heaviest)[0]
}

/** What lies so near to the heaviest weighs as much. */
const NEAR = 1.5

/**
 * An article speaks to nobody; a long letter says to whom it speaks, and is no longer than letters are. Whoever hands in a
 * long text as their own is believed: it may be about anything.
 */
function mayBeLetter(letter: Letter): boolean {
  const { isShort, subject, ownText } = letter
  if (isCalledPiece(subject, ownText)) return false
  if (isShort) return true
  if (ownText.length > LONGEST_LETTER) return false
  return SPEAKS_TO_DESK.test(ownText) || SPEAKS_TO_ANYBODY.test(ownText.slice(0, OPENING))
}

/** Whether a text that is long enough is handed in as the writer's own. */
export function isCalledPiece(subject: string, ownText: string): boolean {
  return ownText.length > SHORTEST_PIECE && OWN_PIECE.test(`${subject}\n${ownText.slice(0, OPENING)}`)
}

/** A text that may be a piece, if it is called one. Characters. */
export const SHORTEST_PIECE = 250

/** Characters at the beginning of a letter, in which it says to whom it speaks and what it brings. */
const OPENING = 120

/** How mails to many begin. */
const SPEAKS_TO_ANYBODY =
  /尊敬的(?:用户|客户|会员|先生|女士|领导)|亲爱的(?:用户|会员|朋友)|各位|\bdear (?:user|customer|friend|sir|madam|beneficiary|winner|client)/i

function sum(signs: readonly WeightedSign[], text: string): number {
  return signs.reduce((total, { sign, weight }) => total + (sign.test(text) ? weight : 0), 0)
}

function textOf({ subject, ownText }: Letter): string {
  return `${subject}\n${ownText.slice(0, LONGEST_LETTER)}`
}

function subjectWeight({ subject }: Letter, signs: readonly Sign[], weight: number): number {
  if (!signs.some((sign) => sign.test(subject))) return 0
  return HEADLINE.test(subject) ? weight / 3 : weight
}

function complaintWeight(letter: Letter): number {
  const hasPapers = letter.documentNames.some((name) => COMPLAINT_FILES.test(name))
  return (
    sum(COMPLAINT_WEIGHTS, textOf(letter)) +
    subjectWeight(letter, COMPLAINT_SUBJECTS, COMPLAINT_SUBJECT_WEIGHT) +
    (hasPapers && !isNamedLikeSubject(letter) ? 2 : 0)
  )
}

function promotionWeight(letter: Letter): number {
  const hasOffer = letter.documentNames.some((name) => PROMOTION_FILES.test(name))
  return (
    sum(PROMOTION_WEIGHTS, textOf(letter)) +
    subjectWeight(letter, PROMOTION_SUBJECTS, PROMOTION_SUBJECT_WEIGHT) +
    (hasOffer && !isNamedLikeSubject(letter) ? 2 : 0) +
    (answersElsewhere(letter) ? 1 : 0)
  )
}

function junkWeight(letter: Letter): number {
  const { from, ownText, hasDocument } = letter
  return (
    sum(JUNK_WEIGHTS, textOf(letter)) +
    (JUNK_SENDER.test(from.name) ? 1.5 : 0) +
    (letter.documentNames.some((name) => JUNK_FILES.test(name)) ? 1.5 : 0) +
    (answersElsewhere(letter) ? 1.5 : 0) +
    // A link and next to nothing else
    (!hasDocument && ownText.length <= 80 && /https?:\/\//i.test(ownText) ? 1 : 0)
  )
}

/** How much speaks for a piece of one's own, and against all else. */
function manuscriptWeight(letter: Letter): number {
  const { subject, ownText, hasDocument, documentNames } = letter
  const isBare = ownText.trim().length <= BARE_BODY
  const pieces = documentNames.filter(
    (name) => PIECE_FILE.test(name) && !PROMOTION_FILES.test(name) && !COMPLAINT_FILES.test(name),
  )
  return (
    (OWN_PIECE.test(textOf(letter)) ? 4 : 0) +
    (HANDS_IN.test(ownText) ? 1 : 0) +
    (SPEAKS_AS_AUTHOR.test(textOf(letter)) ? 1.5 : 0) +
    (pieces.length > 0 ? 2 : 0) +
    (isNamedLikeSubject(letter) ? 4 : 0) +
    // A headline over a file and hardly a word: its words are the piece's
    (isBare && hasDocument && HEADLINE.test(subject) ? 3 : 0)
  )
}

/** How authors speak with editors. */
const SPEAKS_AS_AUTHOR = /编辑(?:老师|您|你|们|部|好)|老师们?(?:好|您好)|选题|想写|稿费|稿酬|审稿|录用/

/** Formats that people write in. */
const PIECE_FILE = /\.(?:docx?|md|markdown|txt|rtf|odt|wps|pages)$/i

/** The file is called what the subject says: a title. */
function isNamedLikeSubject({ subject, documentNames }: Letter): boolean {
  const bare = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '')
  const title = bare(subject)
  return (
    title.length >= 4 &&
    documentNames.some((name) => {
      if (!PIECE_FILE.test(name)) return false
      const called = bare(name.replace(/\.[^.]+$/, ''))
      return called.length >= 4 && (title.includes(called) || called.includes(title))
    })
  )
}

/** What programs that write to many put in, and the way out that they must offer. */
function bulkWeight({ fields, ownText }: Letter): number {
  const unsubscribes = firstField(fields, 'list-unsubscribe') !== null
  return (
    (unsubscribes ? 2.5 : 0) +
    (/\b(?:bulk|list|junk)\b/i.test(firstField(fields, 'precedence') ?? '') ? 1.5 : 0) +
    (['list-id', 'feedback-id', 'x-campaign-id', 'x-mailgun-sid', 'x-mc-user'].some(
      (name) => firstField(fields, name) !== null,
    )
      ? 1
      : 0) +
    (unsubscribes && UNSUBSCRIBE.test(ownText) ? 1.5 : 0)
  )
}

const UNSUBSCRIBE = /退订|取消订阅|不想再收到|回复\s?TD|\bunsubscribe\b/i

/** Whoever answers is to write to another house than the one that wrote. */
function answersElsewhere({ fields, from }: Letter): boolean {
  const to = /@([\w.-]+)/.exec(firstField(fields, 'reply-to') ?? '')?.[1]?.toLowerCase()
  const own = from.address.split('@').at(-1)?.toLowerCase()
  if (to === undefined || own === undefined || own === '') return false
  return to !== own && !to.endsWith(`.${own}`) && !own.endsWith(`.${to}`)
}
