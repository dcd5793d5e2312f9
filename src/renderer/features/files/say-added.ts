/** What adding a file came to, in words. */
import type { Say } from '@renderer/app/i18n'
import type { ConversionRefusal } from '@shared/domain/manuscript'

export function sayAdded(
  t: Say,
  name: string,
  { versionId, refusal }: { readonly versionId: string | null; readonly refusal: ConversionRefusal | null },
): string {
  if (refusal !== null) return t('file.added-only', { name, reason: t(`conversion.${refusal.code}`) })
  return versionId === null ? t('file.added-same', { name }) : t('file.added-version', { name })
}
