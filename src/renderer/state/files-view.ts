/** What of the files lies over the page: the one that is shown, and the dialog of a new submission. */
import { create } from 'zustand'
import type { FileRef } from '@shared/domain/file'

/** A file by its place, with the name that its row shows. */
export interface NamedRef {
  readonly ref: FileRef
  readonly filename: string
}

interface FilesView {
  readonly shown: NamedRef | null
  show(file: NamedRef | null): void
  /** Null: closed. The file that was dropped or chosen, if any. */
  readonly creating: { readonly file: File | null } | null
  create(creating: { readonly file: File | null } | null): void
}

export const useFilesView = create<FilesView>()((set) => ({
  shown: null,
  show: (shown) => set({ shown }),
  creating: null,
  create: (creating) => set({ creating }),
}))
