/** A piece that is dragged from one place of the calendar to another: nothing else is taken, and nothing leaves the window by it. */
const PIECE = 'application/x-tougao-piece'

interface Drag {
  readonly dataTransfer: DataTransfer
}

export function startPieceDrag({ dataTransfer }: Drag, submissionId: string): void {
  dataTransfer.setData(PIECE, submissionId)
  dataTransfer.effectAllowed = 'move'
}

export function isPieceDrag({ dataTransfer }: Drag): boolean {
  return dataTransfer.types.includes(PIECE)
}

/** The id of the piece that was dropped; null where something else was. */
export function draggedPiece({ dataTransfer }: Drag): string | null {
  const submissionId = dataTransfer.getData(PIECE)
  return submissionId === '' ? null : submissionId
}
