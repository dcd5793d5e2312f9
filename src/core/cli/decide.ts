/** `decide ID VERDICT --reason TEXT`: a decision with the letter that goes with it, or a draft of one that a senior approves. */
import type { Verdict } from '@shared/domain/decision'
import type { TemplateName } from '@shared/domain/letter'
import { getSubmission } from '../store/repositories/submissions'
import { recordDecision, type NewDecision } from '../workflow/decisions'
import { editorNamed } from '../workflow/desk'
import { draftLetter } from '../workflow/draft-letter'
import { proposeDecision } from '../workflow/proposals'
import { refuse } from '../workflow/refuse'
import { requestPlaces } from '../workflow/request-places'
import { settlePiece } from '../workflow/working-copy'
import type { Cli, Outcome } from './command'
import { UsageError } from './failure'
import { submissionNamed } from './find-submission'
import { isoTimes } from './iso-times'
import { oneLine } from './text-columns'
import { writeDesk } from './with-desk'

export interface DecideOptions {
  readonly reason: string
  readonly template?: TemplateName | undefined
  /** False with `--no-letter`. */
  readonly letter: boolean
  readonly editor?: string
  readonly override?: string
  /** Signs the clauses that need a person; without it they are recorded as unsigned. */
  readonly sign?: true
  /** Keeps it as a draft that waits for a senior. */
  readonly propose?: true
}

export function decideCommand(cli: Cli, named: string, verdict: Verdict, options: DecideOptions): Promise<Outcome> {
  if (options.template !== undefined && !options.letter) throw new UsageError('cli.usage.template-and-none')
  if (options.template !== undefined && verdict === 'junk') throw new UsageError('cli.usage.template-for-junk')
  if (options.sign === true && verdict !== 'accept') throw new UsageError('cli.usage.sign-without-accept')
  const reason = options.reason.trim()
  const override = options.override?.trim() ?? ''
  const editor = options.editor?.trim() ?? ''
  return writeDesk(cli, async (context) => {
    if (reason === '' || (options.override !== undefined && override === '')) refuse('needs-reason')
    const submissionId = submissionNamed(context.db, named)
    const submission = getSubmission(context.db, submissionId) ?? refuse('not-found')
    await settlePiece(context, submissionId)
    const places = await requestPlaces(context, submissionId)
    const request: NewDecision = {
      submissionId,
      verdict,
      reason,
      override: override === '' ? null : override,
      signedClauses: options.sign === true ? 'all' : undefined,
      letter: options.letter
        ? draftLetter(context, submission, verdict, reason, places, { template: options.template })
        : null,
    }
    const editorId = editor === '' ? context.editorId : editorNamed(context, editor).id
    const { number } = submission.row
    if (options.propose === true) {
      const proposal = proposeDecision(context, request, editorId)
      return {
        json: isoTimes({ proposal, state: submission.row.state }),
        text: () =>
          [
            cli.say('cli.decide.proposed', { number, verdict: cli.say(`verdict.${verdict}`), id: proposal.id }),
            proposal.request.letter === null
              ? cli.say('cli.decide.no-letter')
              : cli.say('cli.decide.proposed-letter', { to: oneLine(submission.row.author.address) }),
          ].join('\n'),
      }
    }
    const recorded = recordDecision(context, request, editorId)
    const state = getSubmission(context.db, submissionId)?.row.state ?? refuse('not-found')
    const { letter } = recorded
    const json = {
      decision: isoTimes(recorded.decision),
      state,
      ...(letter === null ? {} : { letter: { id: letter.id, messageId: letter.messageId, state: letter.state } }),
    }
    return {
      json,
      text: () =>
        [
          cli.say('cli.decide.done', { number, state: cli.say(`state.${state}`) }),
          letter === null
            ? cli.say('cli.decide.no-letter')
            : cli.say('cli.decide.letter', { to: oneLine(letter.to.address), id: letter.id }),
        ].join('\n'),
    }
  })
}
