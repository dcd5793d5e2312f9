/** Where a letter's template comes from: what an editor saved, else what is shipped. */
import type { TemplateName } from '@shared/domain/letter'
import type { TemplateLanguage } from '@shared/domain/letter-template'
import { newestTemplate } from '../store/repositories/letter-templates'
import type { DeskContext } from './context'

/** A text of `resources/templates`; one that is missing is a broken installation, and throws. */
export function shippedText(context: DeskContext, name: string): string {
  const source = context.templates.get(name)
  if (source === undefined) throw new Error(`the template ${name} is missing from resources/templates`)
  return source
}

/** Chinese is the house's language: its templates have no suffix. */
export function shippedTemplate(context: DeskContext, name: TemplateName, language: TemplateLanguage): string {
  return shippedText(context, language === 'zh' ? name : `${name}.${language}`)
}

/** What letters are filled from now. */
export function templateSource(context: DeskContext, name: TemplateName, language: TemplateLanguage): string {
  return newestTemplate(context.db, name, language)?.source ?? shippedTemplate(context, name, language)
}
