/**
 * The desk's sentences in both languages. A message is a template with `{name}` parameters; one with
 * several forms is chosen by the plural category of `{count}` (Unicode CLDR, through Intl.PluralRules).
 */
import { en } from './en'
import { zhCN, type MessageKey } from './zh-CN'

export const locales = ['zh-CN', 'en'] as const
export type Locale = (typeof locales)[number]

/** One template, or one for each plural form that the language tells apart. */
export type Message = string | { readonly one: string; readonly other: string }
export type MessageParams = Readonly<Record<string, string | number>>
export type { MessageKey }

const catalogs: Record<Locale, Readonly<Record<MessageKey, Message>>> = { 'zh-CN': zhCN, en }

const pluralRules: Record<Locale, Intl.PluralRules> = {
  'zh-CN': new Intl.PluralRules('zh-CN'),
  en: new Intl.PluralRules('en'),
}

/**
 * Says a message in a language. A parameter that the template names and `params` lacks is a bug and
 * throws; numbers are grouped as the language writes them.
 */
export function translate(locale: Locale, key: MessageKey, params: MessageParams = {}): string {
  const message = catalogs[locale][key]
  const template = typeof message === 'string' ? message : pluralForm(locale, message, key, params)
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined) throw new Error(`message ${key} needs the parameter ${name}`)
    return typeof value === 'number' ? value.toLocaleString(locale) : value
  })
}

/** The language for a system's preferred languages: Chinese if the first is Chinese, English otherwise. */
export function localeFor(languages: readonly string[]): Locale {
  return languages[0]?.toLowerCase().startsWith('zh') === true ? 'zh-CN' : 'en'
}

function pluralForm(locale: Locale, message: Exclude<Message, string>, key: MessageKey, params: MessageParams): string {
  const count = params['count']
  if (typeof count !== 'number') throw new Error(`message ${key} needs the parameter count`)
  return pluralRules[locale].select(count) === 'one' ? message.one : message.other
}
