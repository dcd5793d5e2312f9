/** Which step of which piece's publication is being taken: one dialog for the review and the calendar. */
import type { Publication, PublicationStep } from '@shared/domain/publication'
import { create } from 'zustand'

/** A piece as the dialog needs it. */
export interface PublishedPiece {
  readonly submissionId: string
  readonly title: string
  readonly publication: Publication
}

interface PublicationDialogs {
  readonly open: {
    readonly piece: PublishedPiece
    readonly step: PublicationStep
    /** The day that was chosen already. */
    readonly day: string | null
  } | null
  show(piece: PublishedPiece, step: PublicationStep, day?: string | null): void
  close(): void
}

export const usePublicationDialogs = create<PublicationDialogs>()((set) => ({
  open: null,
  show: (piece, step, day = null) => set({ open: { piece, step, day } }),
  close: () => set({ open: null }),
}))
