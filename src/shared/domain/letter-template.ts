/** 信件模板: what letters are filled from, as the house ships it and as its editors change it. */
import { z } from 'zod'
import { templateNameSchema, type TemplateName } from './letter'

export const templateLanguageSchema = z.enum(['zh', 'en'])
export type TemplateLanguage = z.infer<typeof templateLanguageSchema>

/** Characters of a template. The longest that is shipped has 500. */
export const TEMPLATE_MAX = 10_000

/** What a template may name. Empty where a letter has nothing of the kind. */
export const templateVariableSchema = z.enum([
  'author',
  'title',
  'number',
  'reason',
  'signature',
  'requests',
  'findings',
  'file',
  'host',
  'links',
])
export type TemplateVariable = z.infer<typeof templateVariableSchema>

const EVERYWHERE = ['author', 'title', 'number', 'reason', 'signature'] as const

/** The variables that a template's letters have something for. */
export function variablesFor(name: TemplateName): readonly TemplateVariable[] {
  switch (name) {
    case 'accept':
      return [...EVERYWHERE, 'requests']
    case 'revise':
      return [...EVERYWHERE, 'requests', 'findings']
    case 'resend':
      return [...EVERYWHERE, 'file', 'host']
    case 'published':
      return [...EVERYWHERE, 'links']
    default:
      return EVERYWHERE
  }
}

/** What is written into a template for a variable; a list comes with its loop. */
export function insertionOf(variable: TemplateVariable): string {
  switch (variable) {
    case 'requests':
      return '{% for request in requests %}{{ forloop.index }}. {{ request.quote }} {{ request.text }}\n{% endfor %}'
    case 'links':
      return '{% for link in links %}{{ link.url }}\n{% endfor %}'
    default:
      return `{{ ${variable} }}`
  }
}

/**
 * Why a template is not saved. `name`: the variable, filter or tag that is meant, else empty; `line`: from 1, 0 where the text as
 * a whole is meant; `detail`: the engine's own words.
 */
export const templateProblemSchema = z.object({
  code: z.enum([
    'empty',
    'too-long',
    'too-much',
    'unknown-variable',
    'unknown-filter',
    'unknown-tag',
    'not-closed',
    'not-readable',
  ]),
  name: z.string(),
  line: z.number().int(),
  detail: z.string(),
})
export type TemplateProblem = z.infer<typeof templateProblemSchema>

/** A template in the list. */
export const templateRowSchema = z.object({
  name: templateNameSchema,
  language: templateLanguageSchema,
  /** How often it was saved here; 0: as it was shipped, and never otherwise. */
  version: z.number().int(),
  /** Whether its text is the house's shipped one. */
  shipped: z.boolean(),
  /** Who saved it last, and when (UTC milliseconds); null where nobody has. */
  saved: z.object({ editorName: z.string(), at: z.number().int() }).nullable(),
})
export type TemplateRow = z.infer<typeof templateRowSchema>

export const templateVersionSchema = z.object({
  version: z.number().int(),
  source: z.string(),
  /** It went back to the shipped text. */
  shipped: z.boolean(),
  /** The older version that it brought back; null: none. */
  restored: z.number().int().nullable(),
  editorName: z.string(),
  at: z.number().int(),
})
export type TemplateVersion = z.infer<typeof templateVersionSchema>

/** A template with all that was ever saved of it, newest first. */
export const templateDetailSchema = templateRowSchema.extend({
  source: z.string(),
  shippedSource: z.string(),
  versions: z.array(templateVersionSchema),
})
export type TemplateDetail = z.infer<typeof templateDetailSchema>
