import type { FolderList } from '@shared/domain/account'

/** Folders that mail can lie in. */
export function folderNames(list: FolderList | undefined): string[] {
  return list?.kind === 'listed' ? list.folders.filter(({ selectable }) => selectable).map(({ path }) => path) : []
}
