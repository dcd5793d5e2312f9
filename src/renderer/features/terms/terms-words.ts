/** 稿费 and 合同 in words. */
import type { Format } from '@renderer/app/format'
import type { Say } from '@renderer/app/i18n'
import type { Fee, PieceContract, PieceTerms } from '@shared/domain/terms'

/** `稿费 ¥800.00，已结（9月30日）`. */
export function feeWords(t: Say, format: Format, fee: Fee): string {
  const amount = format.yuan(fee.amount)
  if (fee.settlement === 'paid' && fee.settledOn !== null) {
    return t('terms.fee-paid', { amount, day: format.localDate(fee.settledOn) })
  }
  return t(fee.settlement === 'waived' ? 'terms.fee-waived' : 'terms.fee-open', { amount })
}

/** `合同 HT-2026-009，2026年9月1日至2027年8月31日`. */
export function contractWords(t: Say, format: Format, { number, from, until }: PieceContract): string {
  const words = { number, from: format.localDate(from) }
  return until === null
    ? t('terms.contract-open-ended', words)
    : t('terms.contract-until', { ...words, until: format.localDate(until) })
}

export function termsWords(t: Say, format: Format, { fee, contract }: PieceTerms): string {
  const parts = [
    ...(fee === null ? [] : [feeWords(t, format, fee), fee.note]),
    ...(contract === null ? [] : [contractWords(t, format, contract), contract.note]),
  ].filter((part) => part !== '')
  return parts.length === 0 ? t('terms.none') : parts.join(t('terms.join'))
}
