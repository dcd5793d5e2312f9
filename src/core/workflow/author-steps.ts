/** The steps of an author's axes, of sanctions, appeals and objections, as tables: what is not in them is refused. Drawn in docs/data-model.md. */
import type { AppealOutcome, ObjectionOutcome, SanctionState } from '@shared/domain/sanction'
import type { Identity, WechatState } from '@shared/domain/submission'

/** From each state the ones that may follow. */
export type Steps<State extends string> = Readonly<Record<State, readonly State[]>>

/** 非作者 → 春羽作者 → 已取消; who was cancelled can be taken on again. Acceptance makes none of these steps. */
export const identitySteps: Steps<Identity> = {
  'non-author': ['chunyu'],
  chunyu: ['cancelled'],
  cancelled: ['chunyu'],
}

/** An author may add 小羽毛 first, so nobody has to have asked; a contact that was deleted begins anew. */
export const wechatSteps: Steps<WechatState> = {
  none: ['requested', 'connected'],
  requested: ['connected', 'declined', 'none'],
  declined: ['requested', 'connected'],
  connected: ['none'],
}

/** What has ended, was lifted or was never carried out stays as it is; another sanction is another row. */
export const sanctionSteps: Steps<SanctionState> = {
  proposed: ['in-force', 'dropped'],
  'in-force': ['ended', 'lifted'],
  ended: [],
  lifted: [],
  dropped: [],
}

export const appealSteps: Steps<AppealOutcome> = { open: ['upheld', 'granted'], upheld: [], granted: [] }

export const objectionSteps: Steps<ObjectionOutcome> = { open: ['upheld', 'reopened'], upheld: [], reopened: [] }

export function mayStep<State extends string>(steps: Steps<State>, from: State, to: State): boolean {
  return steps[from].includes(to)
}
