/** 首发与授权声明: a template of the house over what is settled about a piece. */
import { renderTemplate } from './template-engine'

/** What a statement may speak of; empty while it is not settled. */
export interface StatementFacts {
  readonly signature: string
  readonly first_publication: string
  readonly authorization: string
  readonly pictures: string
  readonly ai_statement: string
}

export function renderStatement(source: string, facts: StatementFacts): string {
  return renderTemplate(source, { ...facts })
}

/** Why a statement cannot be read (a tag that is not closed, a variable that no piece has); null when it can. */
export function statementProblem(source: string): string | null {
  try {
    renderStatement(source, { signature: '', first_publication: '', authorization: '', pictures: '', ai_statement: '' })
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
