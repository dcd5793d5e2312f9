/**
 * Why the desk refuses a request: codes with parameters. Sentences are made by the window and the
 * command line (see `shared/i18n`). Nothing was changed when one of these comes back.
 */
import { z } from 'zod'

export const refusalCodeSchema = z.enum([
  'not-found',
  'already-decided',
  'nothing-to-revert',
  'letter-already-sent',
  'thread-moved',
  'letter-not-cancellable',
  'letter-not-retryable',
  'letter-not-held',
  'already-sorted',
  'changed-since',
  'needs-override',
  'needs-signature',
  'needs-reason',
  'no-account',
  'no-recipient',
  'unfilled-variable',
  'account-exists',
  'account-kind-fixed',
  'letters-waiting',
  'annotation-out-of-place',
  'export-failed',
  'pattern-too-slow',
  'no-picture',
  'statement-unreadable',
  'not-your-comment',
  'text-moved-on',
  'steps-missing',
  'working-copy-full',
  'text-not-settled',
  'texts-not-compared',
  'figures-not-read',
  'identity-unchanged',
  'wechat-unchanged',
  'keyring-unavailable',
  'wrong-passphrase',
  'profile-locked',
  'sync-running',
  'published-import-running',
  'mail-import-running',
  'no-browser',
  'still-unparsable',
  'follow-up-closed',
  'path-not-absolute',
  'file-unreadable',
  'file-too-large',
  'upload-lost',
  'archive-refused',
  'no-author',
  'link-not-found',
  'disk-full',
  'database-unwritable',
  'same-submission',
  'merged-away',
  'merge-decided',
  'version-decided',
  'only-mail',
  'moved-on',
  'needs-piece',
  'allow-words-empty',
  'allow-expired',
  'pack-changed-since',
  'pack-not-own',
  'proposal-lost',
  'rules-task-failed',
  'trial-running',
  'verdict-unknown',
])
export type RefusalCode = z.infer<typeof refusalCodeSchema>

export const refusalSchema = z.object({
  code: refusalCodeSchema,
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type Refusal = z.infer<typeof refusalSchema>

export function refusal(code: RefusalCode, params: Refusal['params'] = {}): Refusal {
  return { code, params }
}
