/** 稿费 and 合同 of a piece, and a guardian's consent: facts that are noted here and settled elsewhere. */
import { z } from 'zod'
import { localDateSchema } from './local-date'

/** 未结, 已结, 不计稿酬 */
export const settlementSchema = z.enum(['open', 'paid', 'waived'])
export type Settlement = z.infer<typeof settlementSchema>

/** 10 million yuan: past any fee, and exact as a number of 分. */
export const FEE_MAX = 1_000_000_000

const noteSchema = z.string().trim().max(500)

export const feeSchema = z.object({
  /** In 分 of yuan (CNY 0.01). */
  amount: z.number().int().nonnegative().max(FEE_MAX),
  settlement: settlementSchema,
  /** The day on which it was paid; null while it is open. */
  settledOn: localDateSchema.nullable(),
  note: noteSchema,
})
export type Fee = z.infer<typeof feeSchema>

export const pieceContractSchema = z.object({
  number: z.string().trim().min(1).max(100),
  from: localDateSchema,
  /** The last day of its term; null: without end. */
  until: localDateSchema.nullable(),
  note: noteSchema,
})
export type PieceContract = z.infer<typeof pieceContractSchema>

export const pieceTermsSchema = z.object({ fee: feeSchema.nullable(), contract: pieceContractSchema.nullable() })
export type PieceTerms = z.infer<typeof pieceTermsSchema>

/** A change of 稿费 and 合同, as the record has it. */
export const termsChangeSchema = z.object({
  seq: z.number().int(),
  at: z.number().int(),
  editorId: z.string(),
  editorName: z.string(),
  to: pieceTermsSchema,
})
export type TermsChange = z.infer<typeof termsChangeSchema>

/** 分 of an amount in yuan as people write it: `800`, `1,200.50`, `￥80元`; null where it is no amount, or one past `FEE_MAX`. */
export function fenOf(text: string): number | null {
  const bare = text.normalize('NFKC').replaceAll(/[\s¥元]/gu, '')
  if (!/^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d{1,2})?$/u.test(bare)) return null
  const [yuan = '', cents = ''] = bare.replaceAll(',', '').split('.')
  const fen = Number(yuan) * 100 + Number(cents.padEnd(2, '0'))
  return fen <= FEE_MAX ? fen : null
}

export const guardianSchema = z.object({
  /** Under 18 years of age. */
  minor: z.boolean(),
  consent: z
    .object({
      guardian: z.string().trim().min(1).max(100),
      /** 父亲, 母亲 … */
      relation: z.string().trim().max(40),
      /** Where it was said: a mail, a signed sheet. */
      saidIn: z.string().trim().min(1).max(500),
      on: localDateSchema,
    })
    .nullable(),
})
export type Guardian = z.infer<typeof guardianSchema>

/** Whether nothing of the author's may be scheduled: a minor without a guardian's consent. */
export function isConsentMissing(guardian: Guardian | null): boolean {
  return guardian !== null && guardian.minor && guardian.consent === null
}

/** `identity-card`: an 18-digit number with its check digit, or 15 digits with a birthday; `bank-card`: 13 to 19 digits that pass Luhn. */
export type PrivateNumber = 'identity-card' | 'bank-card'

/**
 * A number in a text that must not be kept here; null when there is none. Digits may be grouped by spaces or hyphens. What
 * passes a check by chance (one long number in ten passes Luhn) is refused too: it can be written with letters between.
 */
export function privateNumberIn(text: string): PrivateNumber | null {
  const folded = text.normalize('NFKC')
  for (const [run] of folded.matchAll(/\d(?:[ -]?\d){11,}(?:[ -]?[xX])?/gu)) {
    const digits = run.replaceAll(/[ -]/gu, '').toUpperCase()
    if (isIdentityNumber(digits)) return 'identity-card'
    if (isBankNumber(digits)) return 'bank-card'
  }
  return null
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK_DIGITS = '10X98765432'

function isIdentityNumber(digits: string): boolean {
  if (/^\d{15}$/u.test(digits)) return isBirthday(`19${digits.slice(6, 12)}`)
  if (!/^\d{17}[\dX]$/u.test(digits) || !isBirthday(digits.slice(6, 14))) return false
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0)
  return CHECK_DIGITS[sum % 11] === digits[17]
}

function isBirthday(day: string): boolean {
  return localDateSchema.safeParse(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}`).success
}

function isBankNumber(digits: string): boolean {
  if (!/^\d{13,19}$/u.test(digits)) return false
  let sum = 0
  for (const [index, digit] of [...digits].toReversed().entries()) {
    const doubled = index % 2 === 1 ? Number(digit) * 2 : Number(digit)
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
