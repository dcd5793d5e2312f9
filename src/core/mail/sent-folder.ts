/** Finds the folder of sent mail. */
import type { ListResponse } from 'imapflow'

/** Names that servers and programs give it, in lower case; the last part of the path. */
const USUAL_NAMES: ReadonlySet<string> = new Set([
  'sent',
  'sent messages',
  'sent items',
  'sent mail',
  '已发送',
  '已发送邮件',
  '已发送消息',
  '已发邮件',
  '发件箱备份',
  '已傳送',
  '寄件備份',
  '已傳送郵件',
  '寄件匣備份',
])

type ListedFolder = Pick<ListResponse, 'path' | 'name' | 'specialUse' | 'specialUseSource' | 'flags'>

/** The folder that the server marks as `\Sent` (RFC 6154), else the first with a usual name; null when there is none. */
export function findSentFolder(folders: readonly ListedFolder[]): string | null {
  const open = folders.filter(({ flags }) => !flags.has('\\Noselect') && !flags.has('\\NonExistent'))
  const marked = open.find(
    ({ specialUse, specialUseSource }) => specialUse === '\\Sent' && specialUseSource === 'extension',
  )
  const named = (): ListedFolder | undefined => open.find(({ name }) => USUAL_NAMES.has(name.trim().toLowerCase()))
  const guessed = (): ListedFolder | undefined => open.find(({ specialUse }) => specialUse === '\\Sent')
  return (marked ?? named() ?? guessed())?.path ?? null
}
