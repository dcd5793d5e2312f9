/** What the whole window knows of the desk: info, counts, accounts. One query each, shared by all who ask. */
import { useCoreQuery } from '@renderer/client/use-core'

export function useDeskInfo() {
  return useCoreQuery(['desk', 'info'], (client) => client.desk.info())
}

export function useDeskCounts() {
  return useCoreQuery(['desk', 'counts'], (client) => client.desk.counts())
}

export function useAccounts() {
  return useCoreQuery(['accounts', 'list'], (client) => client.accounts.list())
}
