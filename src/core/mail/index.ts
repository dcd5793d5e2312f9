/** Mail: IMAP and Maildir in, MIME read, letters composed and sent. Knows nothing of the database. */
export * from './reader'
export { DEFAULT_PARSE_LIMITS, type ParseLimits } from './parse-limits'
export { sortMessage, type SortInput } from './sort-message'
export { htmlToText, linesOfHtml, type TextLine } from './html-to-text'
export { expiringShareOf } from './expiring-links'
export { harmlessFilename } from './harmless-filename'
export { openImapSession, type ImapSession, type ImapSessionOptions } from './imap-session'
export type { LineTimeouts } from './imap-client'
export type { FolderOutcome, FolderProgress, FolderRequest } from './sync-folder'
export type {
  FlagChange,
  FolderBook,
  FolderChanges,
  FolderCursor,
  ListedMail,
  MailSource,
  TakenMail,
} from './folder-book'
export {
  openMaildirSource,
  type MaildirOutcome,
  type MaildirMail,
  type MaildirPullRequest,
  type MaildirSource,
} from './maildir-source'
export { writeOutgoing, type OutgoingReceipt } from './write-outgoing'
export { composeLetter, type ComposedLetter, type LetterParts } from './compose-letter'
export { sendSmtp, type RejectedRecipient, type SendOptions, type SendOutcome, type SmtpEnvelope } from './send-smtp'
export { openMailboxWriter, type MailAt, type MailboxWriter, type MovedTo, type WriteProblem } from './mailbox-writer'
export { listFolders, MAX_LISTED_FOLDERS } from './list-folders'
export { testConnection, type ConnectionStep, type TestOptions, type TlsCertificate } from './test-connection'
export { presetFor, PROVIDER_PRESETS, type PasswordKind, type ProviderPreset } from './provider-presets'
export { readEml, splitMbox, walkMails, type FileRefusal, type ImportedMail } from './import-files'
export { sentAt } from './sent-at'
export { BorrowerError, withMailbox, type MailboxTask } from './with-mailbox'
export type { FolderAccess } from './open-folder'
