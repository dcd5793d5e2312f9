/** Half-written replies, notes and changes of comments by what they are to. A card that scrolls out of the page loses none. */
import { create } from 'zustand'

interface DraftsState {
  readonly drafts: Readonly<Record<string, string>>
  set(key: string, text: string | null): void
}

const useDrafts = create<DraftsState>()((set) => ({
  drafts: {},
  set: (key, text) =>
    set(({ drafts }) => {
      const { [key]: _, ...others } = drafts
      return { drafts: text === null ? others : { ...others, [key]: text } }
    }),
}))

/** The draft under a key (null for none) and the way to change it; null ends it. */
export function useDraft(key: string): readonly [string | null, (text: string | null) => void] {
  const text = useDrafts((state) => state.drafts[key]) ?? null
  return [text, (changed) => useDrafts.getState().set(key, changed)]
}

/** Begins a draft from elsewhere; one that is there stays. */
export function beginDraft(key: string, text = ''): void {
  if (useDrafts.getState().drafts[key] === undefined) useDrafts.getState().set(key, text)
}

export const replyDraft = (annotationId: string): string => `reply ${annotationId}`
export const editDraft = (commentId: string): string => `edit ${commentId}`
export const noteDraft = (findingId: string): string => `note ${findingId}`
