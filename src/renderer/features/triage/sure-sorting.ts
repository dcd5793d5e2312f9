/**
 * Sorting and taking back over a core that may die in between. Its answer lost, nobody knows whether it was done; asked
 * again, a core that refuses because the piece is sorted (or new) already says that it was.
 */
import type { CoreClient, CoreConnection } from '@renderer/client/core-client'
import { isCoreLost, refusalOf } from '@renderer/client/use-core'
import type { SubmissionRow } from '@shared/domain/submission'
import type { SortedPiece, TriageAction, TriageChoice } from '@shared/domain/triage'

/** Choices that write a letter without a verdict. */
const asks: ReadonlySet<TriageChoice> = new Set(['ask', 'self-publish'])

export async function sortSurely(
  connection: CoreConnection,
  row: SubmissionRow,
  action: TriageAction,
  seen: string | null | undefined,
): Promise<SortedPiece> {
  const sort = (client: CoreClient): Promise<SortedPiece> =>
    client.triage.sort({ submissionId: row.id, action, ...(seen === undefined ? {} : { seen }) })
  return again(connection, sort, async (client, error) => {
    if (refusalOf(error)?.code !== 'already-sorted') throw error
    const { decisions, letters, proposals } = await client.submissions.show({ submissionId: row.id })
    const decision = decisions.find(({ reverted }) => reverted === null)
    const wasAssignedTo = row.assignee?.id ?? null
    const asked = asks.has(action.choice) ? letters.findLast(({ state }) => state !== 'cancelled') : undefined
    return {
      submissionId: row.id,
      choice: action.choice,
      wasUnread: row.unread,
      wasAssignedTo,
      assignedTo: action.choice === 'assign' ? action.editorId : wasAssignedTo,
      decisionId: decision?.id ?? null,
      letterId: decision?.letterId ?? asked?.id ?? null,
      proposalId: proposals.find(({ state }) => state === 'waiting')?.id ?? null,
    }
  })
}

export async function undoSurely(connection: CoreConnection, sorted: SortedPiece, reason: string): Promise<void> {
  const undo = async (client: CoreClient): Promise<void> => void (await client.triage.undo({ sorted, reason }))
  await again(connection, undo, async (client, error) => {
    const { row } = await client.submissions.show({ submissionId: sorted.submissionId })
    if (row.state !== 'new' || row.awaitsApproval) throw error
  })
}

/** Asks; if the core was lost, asks the next one; `settle` hears what that one refuses. */
async function again<T>(
  connection: CoreConnection,
  ask: (client: CoreClient) => Promise<T>,
  settle: (client: CoreClient, error: unknown) => Promise<T>,
): Promise<T> {
  const first = await connection.client()
  const generation = connection.generation()
  try {
    return await ask(first)
  } catch (lost) {
    if (!isCoreLost(lost)) throw lost
    await nextCore(connection, generation)
    const client = await connection.client()
    try {
      return await ask(client)
    } catch (error) {
      return settle(client, error)
    }
  }
}

/** A port may be known as dead before the shell says so: the one after it is waited for. */
function nextCore(connection: CoreConnection, generation: number): Promise<void> {
  return new Promise((resolve) => {
    let unsubscribe: () => void = () => undefined
    const look = (): void => {
      if (connection.generation() === generation) return
      unsubscribe()
      resolve()
    }
    unsubscribe = connection.subscribe(look)
    look()
  })
}
