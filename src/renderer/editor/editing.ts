/** Undo and redo, and the keys of writing. What a key does to the text stands in block-commands.ts. */
import { Extension } from '@tiptap/core'
import { history, redo, undo } from '@tiptap/pm/history'
import { goToNextCell, isInTable } from '@tiptap/pm/tables'
import { setBlockKind, toggleList } from './block-commands'

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    editing: {
      undo: () => ReturnType
      redo: () => ReturnType
    }
  }
}

export const editing = Extension.create({
  name: 'editing',
  // Before Tiptap's own keys, which know no lists.
  priority: 110,
  addCommands() {
    return {
      undo:
        () =>
        ({ state, dispatch }) =>
          undo(state, dispatch),
      redo:
        () =>
        ({ state, dispatch }) =>
          redo(state, dispatch),
    }
  },
  addProseMirrorPlugins: () => [history()],
  addKeyboardShortcuts() {
    const { editor } = this
    const inList = (): boolean => editor.isActive('listItem')
    return {
      'Mod-z': () => editor.commands.undo(),
      'Mod-y': () => editor.commands.redo(),
      'Mod-Shift-z': () => editor.commands.redo(),
      'Mod-b': () => editor.commands.toggleMark('bold'),
      'Mod-i': () => editor.commands.toggleMark('italic'),
      'Mod-u': () => editor.commands.toggleMark('underline'),
      'Mod-Shift-x': () => editor.commands.toggleMark('strike'),
      'Mod-Alt-0': () => editor.commands.command(setBlockKind({ type: 'paragraph' })),
      'Mod-Alt-2': () => editor.commands.command(setBlockKind({ type: 'heading', level: 2 })),
      'Mod-Alt-3': () => editor.commands.command(setBlockKind({ type: 'heading', level: 3 })),
      'Mod-Alt-4': () => editor.commands.command(setBlockKind({ type: 'heading', level: 4 })),
      'Mod-Shift-7': () => editor.commands.command(toggleList('orderedList')),
      'Mod-Shift-8': () => editor.commands.command(toggleList('bulletList')),
      'Mod-Shift-9': () => editor.commands.toggleWrap('blockquote'),
      'Shift-Enter': () => {
        const { parent } = editor.state.selection.$from
        if (parent.type.name === 'title') return true
        if (parent.type.spec.code === true) return editor.commands.insertContent('\n')
        return editor.commands.insertContent({ type: 'hardBreak' })
      },
      Enter: () => inList() && editor.commands.splitListItem('listItem'),
      Tab: () => {
        if (isInTable(editor.state)) goToNextCell(1)(editor.state, editor.view.dispatch)
        else if (inList()) editor.commands.sinkListItem('listItem')
        else return false
        return true
      },
      'Shift-Tab': () => {
        if (isInTable(editor.state)) goToNextCell(-1)(editor.state, editor.view.dispatch)
        else if (inList()) editor.commands.liftListItem('listItem')
        else return false
        return true
      },
    }
  },
})
