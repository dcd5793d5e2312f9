/** The desk itself and its mail accounts. The contract's part over its use cases. */
import { listAccounts } from '../store/repositories/desk'
import { listAccountFolders, testAccount } from '../workflow/account-server'
import {
  addAccount,
  changeAccount,
  describeAccounts,
  removeAccount,
  setIntake,
  setPassword,
  settleChanges,
} from '../workflow/accounts'
import { announce } from '../workflow/context'
import {
  addEditor,
  deskCounts,
  deskInfo,
  deskStats,
  editorsOf,
  nameEditor,
  setExportSettings,
  setFollowUpNotices,
  setLetterSettings,
} from '../workflow/desk'
import { refuse } from '../workflow/refuse'
import { retireEditor, saveEditor } from '../workflow/roles'
import { verifyDesk } from '../workflow/verify'
import type { SyncState } from '@shared/domain/account'
import { nothing, type DoorContext, type Os } from './door'

export function deskRoutes(os: Os, door: DoorContext) {
  const { desk, sync, events, shell } = door
  const { db } = desk
  const syncState = (accountId: string): SyncState => sync.state(accountId)
  const accountOf = async (accountId: string) =>
    (await describeAccounts(desk, syncState)).find(({ id }) => id === accountId) ?? refuse('not-found')
  return {
    desk: {
      info: os.desk.info.handler(() => deskInfo(desk, shell)),
      counts: os.desk.counts.handler(() => deskCounts(desk)),
      events: os.desk.events.handler(({ signal }) => events.subscribe(signal)),
      setEditor: os.desk.setEditor.handler(({ input }) => nameEditor(desk, input.name)),
      setLetterSettings: os.desk.setLetterSettings.handler(({ input }) => {
        setLetterSettings(desk, input.signature, input.undoSeconds)
        return nothing
      }),
      setFollowUpNotices: os.desk.setFollowUpNotices.handler(({ input }) => {
        setFollowUpNotices(desk, input.followUps)
        return nothing
      }),
      setExportSettings: os.desk.setExportSettings.handler(({ input }) => {
        setExportSettings(desk, input)
        return nothing
      }),
      unlockSecrets: os.desk.unlockSecrets.handler(({ input }) => {
        const unlocked = desk.secrets.unlock(input.passphrase)
        if (!unlocked.ok) refuse(unlocked.error)
        announce(desk, 'desk', 'accounts')
        for (const { id } of listAccounts(db)) void sync.pullAnew(id)
        door.wake()
        return nothing
      }),
      editors: os.desk.editors.handler(() => editorsOf(desk)),
      retireEditor: os.desk.retireEditor.handler(({ input }) => retireEditor(desk, input.editorId, input.retired)),
      saveEditor: os.desk.saveEditor.handler(({ input: { editorId, ...facts } }) => saveEditor(desk, editorId, facts)),
      addEditor: os.desk.addEditor.handler(({ input }) => addEditor(desk, input.name)),
      verify: os.desk.verify.handler(({ input }) => verifyDesk(desk, input.quick)),
      stats: os.desk.stats.handler(() => deskStats(desk)),
    },
    accounts: {
      list: os.accounts.list.handler(() => describeAccounts(desk, syncState)),
      add: os.accounts.add.handler(async ({ input }) => {
        const added = await addAccount(desk, input)
        void sync.pull(added.id)
        return accountOf(added.id)
      }),
      change: os.accounts.change.handler(async ({ input }) => {
        sync.cancel(input.accountId)
        await changeAccount(desk, input)
        void sync.pullAnew(input.accountId)
        door.wake()
        return accountOf(input.accountId)
      }),
      test: os.accounts.test.handler(({ input, signal }) => testAccount(desk, input, signal)),
      folders: os.accounts.folders.handler(({ input, signal }) => listAccountFolders(desk, input.accountId, signal)),
      setIntake: os.accounts.setIntake.handler(({ input }) => {
        setIntake(desk, input.accountId, input.settings)
        void sync.pull(input.accountId).then(() => sync.pull(input.accountId))
        door.wake()
        return accountOf(input.accountId)
      }),
      setPassword: os.accounts.setPassword.handler(async ({ input }) => {
        await setPassword(desk, input.accountId, input.password, input.keep)
        void sync.pull(input.accountId)
        door.wake()
        return nothing
      }),
      settleChanges: os.accounts.settleChanges.handler(({ input }) => {
        settleChanges(desk, input.accountId, input.how)
        door.wake()
        return nothing
      }),
      remove: os.accounts.remove.handler(async ({ input }) => {
        sync.cancel(input.accountId)
        await removeAccount(desk, input.accountId)
        return nothing
      }),
      sync: os.accounts.sync.handler(({ input }) => {
        const chosen = listAccounts(db).filter(({ id }) => input.accountId === null || id === input.accountId)
        for (const { id } of chosen) void sync.pull(id)
        return { started: chosen.length }
      }),
      cancelSync: os.accounts.cancelSync.handler(({ input }) => {
        sync.cancel(input.accountId)
        return nothing
      }),
    },
  }
}
