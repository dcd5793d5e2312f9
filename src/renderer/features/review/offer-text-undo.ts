/** A way back for what was just done to the text on screen: there as long as the text is what that left. */
import type { Editor } from '@tiptap/core'
import { undo } from '@tiptap/pm/history'
import { offerUndo, type UndoOffer } from './undo-toast'

/**
 * Offers to undo the last step of the text's history. Withdrawn with the next change of the text, as that step would then be
 * another one (undo in the text still goes back as far as one likes), and with the editor.
 */
export function offerTextUndo(editor: Editor, offer: Omit<UndoOffer, 'undo'>): void {
  const left = editor.state.doc
  const withdraw = offerUndo({
    ...offer,
    undo: () => Promise.resolve(undo(editor.state, editor.view.dispatch)),
  })
  const onTransaction = (): void => {
    if (editor.state.doc !== left) end()
  }
  const end = (): void => {
    editor.off('transaction', onTransaction)
    editor.off('destroy', end)
    withdraw()
  }
  editor.on('transaction', onTransaction)
  editor.on('destroy', end)
}
