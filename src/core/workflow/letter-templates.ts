/** 信件模板: listed, tried, changed. Letters that are drafted afterwards are filled from the change; those that wait stay as they are. */
import { change } from '@shared/domain/event'
import { templateNameSchema, type TemplateName } from '@shared/domain/letter'
import type {
  TemplateDetail,
  TemplateLanguage,
  TemplateProblem,
  TemplateRow,
  TemplateVersion,
} from '@shared/domain/letter-template'
import { newestTemplate, templateVersions, type TemplateVersionRow } from '../store/repositories/letter-templates'
import { getSubmission } from '../store/repositories/submissions'
import { announce, append, transact, type DeskContext } from './context'
import { deskSignature, pieceVariables, refuseBroken } from './draft-letter'
import { refuse } from './refuse'
import { requestPlaces } from './request-places'
import { renderTemplate, templateProblem } from './template-engine'
import { shippedTemplate, shippedText } from './template-source'

type Variables = Readonly<Record<string, unknown>>

interface Template {
  readonly name: TemplateName
  readonly language: TemplateLanguage
}

/** The languages that letters are written in. */
const LANGUAGES: readonly TemplateLanguage[] = ['zh']

export function listTemplates(context: DeskContext): TemplateRow[] {
  return templateNameSchema.options.flatMap((name) =>
    LANGUAGES.map((language) => toRow({ name, language }, newestTemplate(context.db, name, language))),
  )
}

export function readTemplate(context: DeskContext, { name, language }: Template): TemplateDetail {
  const shippedSource = shippedTemplate(context, name, language)
  const rows = templateVersions(context.db, name, language)
  const newest = rows[0] ?? null
  return {
    ...toRow({ name, language }, newest),
    source: newest?.source ?? shippedSource,
    shippedSource,
    versions: rows.map((row) => toVersion(row, shippedSource)),
  }
}

/** A letter as a template would make it of a piece, or of a sample; or why it would make none. Changes nothing. */
export async function previewTemplate(
  context: DeskContext,
  { language, source, submissionId }: Template & { readonly source: string; readonly submissionId: string | null },
): Promise<{ problem: TemplateProblem | null; text: string }> {
  const samples = samplesOf(context, language)
  const problem = templateProblem(source, samples)
  if (problem !== null) return { problem, text: '' }
  if (submissionId === null) return { problem: null, text: renderTemplate(source, samples[0] ?? {}) }
  const submission = getSubmission(context.db, submissionId) ?? refuse('not-found')
  const facts = pieceVariables(context, submission, await requestPlaces(context, submissionId))
  // What an editor writes or chooses only when deciding is the sample's.
  const { reason, findings, file, host, links } = samples[0] ?? {}
  const text = renderTemplate(source, { ...facts, reason, findings, file, host, links })
  return { problem: null, text }
}

/**
 * Saves a new version of a template. Refused: `template-broken`, and `changed-since` where `base` is not the newest version any
 * more. The same text again is no version.
 */
export function saveTemplate(
  context: DeskContext,
  { name, language, source: given, base }: Template & { readonly source: string; readonly base: number },
): TemplateDetail {
  const source = given.replaceAll('\r\n', '\n')
  const problem = templateProblem(source, samplesOf(context, language))
  if (problem !== null) refuseBroken(problem)
  transact(context, () => {
    const detail = readTemplate(context, { name, language })
    if (detail.version !== base) refuse('changed-since')
    const shipped = source === detail.shippedSource
    if (source === detail.source && shipped === detail.shipped) return
    const older = detail.versions.find((version) => !version.shipped && version.source === source)
    append(context, [
      change('template.saved', context.deskId, {
        name,
        language,
        version: base + 1,
        source: shipped ? null : source,
        restored: shipped ? null : (older?.version ?? null),
      }),
    ])
  })
  announce(context, 'templates')
  return readTemplate(context, { name, language })
}

/** A letter with something of everything, and one with as little as there can be: no template may fail for want of a list. */
function samplesOf(context: DeskContext, language: TemplateLanguage): readonly Variables[] {
  const name = language === 'zh' ? 'sample' : `sample.${language}`
  const full = JSON.parse(shippedText(context, name)) as Variables
  const signature = deskSignature(context)
  const none = { reason: '', requests: [], findings: '', file: '', host: '', links: [] }
  return [
    { ...full, signature },
    { ...full, ...none, signature: '' },
  ]
}

function toRow({ name, language }: Template, newest: TemplateVersionRow | null): TemplateRow {
  return {
    name,
    language,
    version: newest?.version ?? 0,
    shipped: (newest?.source ?? null) === null,
    saved: newest === null ? null : { editorName: newest.editorName, at: newest.at },
  }
}

function toVersion({ source, ...row }: TemplateVersionRow, shippedSource: string): TemplateVersion {
  return { ...row, source: source ?? shippedSource, shipped: source === null }
}
