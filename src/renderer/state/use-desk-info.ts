/** What the whole window knows of the desk: info, counts, accounts. One query each, shared by all who ask. */
import { useCoreQuery } from '@renderer/client/use-core'
import { needsApproval } from '@shared/domain/role'

export function useDeskInfo() {
  return useCoreQuery(['desk', 'info'], (client) => client.desk.info())
}

/** Whether what whoever sits here decides is a draft that waits for a senior. */
export function useIsDeputy(): boolean {
  const info = useDeskInfo().data
  return info !== undefined && needsApproval(info.approval, info.editor.role)
}

export function useDeskCounts() {
  return useCoreQuery(['desk', 'counts'], (client) => client.desk.counts())
}

export function useAccounts() {
  return useCoreQuery(['accounts', 'list'], (client) => client.accounts.list())
}
