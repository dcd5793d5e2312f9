/** By which colour an editor's name is known at a glance, beside the name and never instead of it. */
import { z } from 'zod'

export const editorColorSchema = z.enum(['teal', 'blue', 'violet', 'rose', 'orange', 'olive', 'cyan', 'slate'])
export type EditorColor = z.infer<typeof editorColorSchema>

/** Colours go round: whoever came `rank`-th to the desk, from 0 on, has this one until another is chosen. */
export function colorOfRank(rank: number): EditorColor {
  const colors = editorColorSchema.options
  return colors[rank % colors.length] ?? 'slate'
}
