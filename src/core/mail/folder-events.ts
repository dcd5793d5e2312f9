/** Collects what a server tells of a folder on its own while it is opened (RFC 7162: VANISHED and FETCH). */
import type { ImapFlow } from 'imapflow'
import type { FlagChange } from './folder-book'
import { flagsOf } from './imap-fetch'

export interface ChangeListener {
  /** From now on, until `take`. */
  collect(): void
  /** What was told since, of the folder that is open now. */
  take(): { readonly flags: readonly FlagChange[]; readonly gone: readonly number[] }
}

export function listenForChanges(flow: ImapFlow): ChangeListener {
  let collecting = false
  let flags: { readonly path: string; readonly change: FlagChange }[] = []
  let gone: { readonly path: string; readonly uid: number }[] = []
  flow.on('flags', (event) => {
    if (!collecting || event.uid === undefined || event.flags === undefined) return
    flags.push({ path: event.path, change: { uid: event.uid, flags: flagsOf(event.flags) } })
  })
  flow.on('expunge', (event) => {
    if (collecting && event.uid !== undefined) gone.push({ path: event.path, uid: event.uid })
  })
  return {
    collect() {
      collecting = true
      flags = []
      gone = []
    },
    take() {
      collecting = false
      const open = flow.mailbox === false ? null : flow.mailbox.path
      // The folder that was open before may have said something on the way out.
      const told = {
        flags: flags.filter(({ path }) => path === open).map(({ change }) => change),
        gone: gone.filter(({ path }) => path === open).map(({ uid }) => uid),
      }
      flags = []
      gone = []
      return told
    },
  }
}
