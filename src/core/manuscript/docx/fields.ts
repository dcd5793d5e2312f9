/** Fields (ECMA-376-1, 17.16): their results are text, their instructions are not; HYPERLINK gives its address to its result. */
interface Field {
  instruction: string
  inResult: boolean
  href: string | null
}

/** Fields inside fields that are told apart; an instruction longer than this holds no address that is kept. */
export const MAX_FIELDS = 64
export const MAX_INSTRUCTION = 8_192

export class Fields {
  private readonly open: Field[] = []
  private beyond = 0

  /** Whether what is read now is an instruction. */
  get hidden(): boolean {
    return this.open.some((field) => !field.inResult)
  }

  /** The address of the innermost field that links; null when none does. */
  get href(): string | null {
    return this.open.findLast((field) => field.href !== null)?.href ?? null
  }

  /** Takes a `w:fldChar`. */
  character(type: string | undefined): void {
    if (type === 'begin') {
      if (this.open.length < MAX_FIELDS) this.open.push({ instruction: '', inResult: false, href: null })
      else this.beyond += 1
      return
    }
    if (this.beyond > 0) {
      if (type === 'end') this.beyond -= 1
      return
    }
    const field = this.open.at(-1)
    if (type === 'end') this.open.pop()
    else if (type === 'separate' && field !== undefined) {
      field.inResult = true
      field.href = linkIn(field.instruction)
    }
  }

  instruction(text: string): void {
    const field = this.open.at(-1)
    if (field !== undefined && field.instruction.length + text.length <= MAX_INSTRUCTION) field.instruction += text
  }
}

/** The address in an instruction; null when it is no link, or one to a place in the document. */
export function linkIn(instruction: string): string | null {
  const match = /^\s*HYPERLINK\s+(?:"([^"]*)"|([^\s"\\]\S*))/i.exec(instruction)
  return match?.[1] ?? match?.[2] ?? null
}
