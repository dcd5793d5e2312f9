/**
 * Weighs what a letter says, from many weak signs and from weights that were learned: is it an offer, a grievance, a
 * swindle, a question? A manuscript taken for one of these is worse than one of these taken for a manuscript, which an
 * editor sees and puts away with one key.
 */
import type { MailAddress } from '@shared/domain/mail'
import { judgeLetter, type Likelihoods } from './judge-letter'
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
import { OPENING, speaksToDesk, type Sign } from './sorting-words'

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
  /** The text is a piece, or says where one lies. */
  readonly handsIn: boolean
}

type SignedKind = 'complaint' | 'junk' | 'promotion'
type WeighedKind = SignedKind | 'inquiry'

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

/** The kind of a letter; null when it is none that stands apart from manuscripts. */
export function weighLetter(whole: Letter): WeighedKind | null {
  const letter = { ...whole, subject: whole.subject.slice(0, LONGEST_SUBJECT) }
  const bulk = bulkWeight(letter)
  if (bulk >= ENOUGH_BULK) return 'promotion'
  if (!mayBeLetter(letter)) return null
  const piece = manuscriptWeight(letter)
  const signed = kindBySigns(letter, bulk, piece)
  const likely = judgeLetter(letter, signed)
  const likeliest = likeliestKind(likely)
  if (mayHoldWork(letter, piece)) {
    // A question that comes with a piece is a piece.
    if (likeliest !== 'inquiry' && likely[likeliest] >= sureOf(likeliest, letter)) return likeliest
    // A grievance is put first, not away: the signs alone are enough for it.
    return signed === 'complaint' || (signed !== null && likely.submission < DOUBTFUL) ? signed : null
  }
  if (likeliest === 'inquiry' && (signed !== null || letter.ownText.trim() === '')) return signed
  // An author's note of a line has hardly a word that the weights know, and nothing of it may be put away.
  if (signed === null && isPutAway(likeliest) && mayBeAuthors(letter, likely)) return null
  // There is nothing in it that could be a manuscript: only who has to look at it is to be told.
  const isLikelier = likely[likeliest] >= likely.submission * LITTLE_WORK
  return isLikelier && likely[likeliest] >= ENOUGH_LIKELY[likeliest] ? likeliest : signed
}

/** How likely a letter has to be of a kind that answers, or brings a file or a long text: it may be an author's. */
const NEARLY_CERTAIN = 0.97
const SURE = 0.85
/** The same where no file is of a format that people write in, and of a grievance, which is put first, not away. */
const RATHER_SURE = 0.6
/** As likely a manuscript as this it stays one, whatever the signs say. */
const DOUBTFUL = 0.35
/** How likely a letter has to be of a kind that brings nothing. */
const ENOUGH_LIKELY: Readonly<Record<WeighedKind, number>> = {
  complaint: 0.35,
  junk: 0.35,
  promotion: 0.35,
  inquiry: 0.3,
}
/** A grievance or a question is shown first or is answered. */
function isPutAway(kind: WeighedKind): boolean {
  return kind === 'junk' || kind === 'promotion'
}

/** Whether a letter of a line or two, which the signs do not settle, may be an author's note. */
function mayBeAuthors(letter: Letter, likely: Likelihoods): boolean {
  if (likely.submission >= MAYBE_AUTHOR) return true
  const someSign = junkWeight(letter) + promotionWeight(letter) + bulkWeight(letter) > 0
  return !someSign && !LEADS_AWAY.test(textOf(letter)) && likely.junk + likely.promotion < SURE_WITHOUT_SIGN
}

/** How likely an author's a letter may be that is put away. */
const MAYBE_AUTHOR = 0.18
/** How likely a letter has to be one that is put away where no sign, not the weakest, says so, and it leads nowhere. */
const SURE_WITHOUT_SIGN = 0.68
/** An address, or the number of a telephone or an account. */
const LEADS_AWAY = /https?:|www\.|\d{5,}/i

/** A letter that brings nothing is as little an author's as this, beside what its words say. */
const LITTLE_WORK = 0.6

function sureOf(kind: SignedKind, letter: Letter): number {
  if (isText(letter)) return SURE
  if (kind === 'complaint') return RATHER_SURE
  // Who answers was written to before: swindlers seldom are.
  if (isAnswer(letter)) return NEARLY_CERTAIN
  const bringsText = letter.documentNames.some((name) => PIECE_FILE.test(name))
  return bringsText || letter.handsIn ? SURE : RATHER_SURE
}

/** A question that is put away is not answered: what puts a letter away has to be likelier by this. */
const LIKELIER_THAN_QUESTION = 1.5

function likeliestKind(likely: Likelihoods): WeighedKind {
  const kinds = ['complaint', 'junk', 'promotion'] as const
  const [first = 'complaint'] = kinds.toSorted((one, other) => likely[other] - likely[one])
  const needed = first === 'complaint' ? likely.inquiry : likely.inquiry * LIKELIER_THAN_QUESTION
  return likely[first] >= needed ? first : 'inquiry'
}

function mayHoldWork(letter: Letter, piece: number): boolean {
  return mayBringWork(letter) || isText(letter) || letter.handsIn || piece >= PIECE_ENOUGH || isAnswer(letter)
}

function isAnswer({ fields }: Letter): boolean {
  return firstField(fields, 'references') !== null
}

/** Files that nobody writes in: programs, images of discs, tables. */
const NO_PIECE_FILE = /\.(?:exe|scr|com|bat|cmd|js|vbs|lnk|iso|img|hta|jar|xlsx?|xlsm|csv|shtml)$/i

/** A document that may be a manuscript; one behind a link has no name. */
function mayBringWork({ hasDocument, documentNames }: Letter): boolean {
  return hasDocument && (documentNames.length === 0 || documentNames.some((name) => !NO_PIECE_FILE.test(name)))
}

/** Long enough for a piece, or several paragraphs. */
function isText({ ownText }: Letter): boolean {
  const paragraphs = ownText.split('\n').filter((line) => line.trim() !== '').length
  return ownText.length >= SHORTEST_PIECE || (ownText.length >= SHORTEST_NOTE && paragraphs >= 4)
}

/** Characters of the shortest text of several paragraphs that may be a piece. */
const SHORTEST_NOTE = 100

/** What has to speak for a piece of one's own, so that it may be one though there is none. */
const PIECE_ENOUGH = 4

/** The kind that the signs tell; null when they weigh too little for any. */
function kindBySigns(letter: Letter, bulk: number, piece: number): SignedKind | null {
  const isNoPiece = !letter.hasDocument && piece === 0
  const enough = (kind: SignedKind): number => {
    if (!letter.isShort) return ENOUGH_LONG
    return isNoPiece ? ENOUGH_NO_PIECE[kind] : ENOUGH
  }
  const weights: readonly (readonly [SignedKind, number])[] = [
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
  return speaksToDesk(ownText) || SPEAKS_TO_ANYBODY.test(ownText.slice(0, OPENING))
}

/** Whether a text that is long enough is handed in as the writer's own. */
export function isCalledPiece(subject: string, ownText: string): boolean {
  return ownText.length > SHORTEST_PIECE && OWN_PIECE.test(`${subject}\n${ownText.slice(0, OPENING)}`)
}

/** A text that may be a piece, if it is called one. Characters. */
export const SHORTEST_PIECE = 250

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
