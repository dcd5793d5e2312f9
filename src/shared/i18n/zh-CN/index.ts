import { audit } from './audit'
import { authors } from './authors'
import { bulk } from './bulk'
import { calendar } from './calendar'
import { cli } from './cli'
import { common } from './common'
import { desk } from './desk'
import { exporting } from './exporting'
import { editor } from './editor'
import { editors } from './editors'
import { figures } from './figures'
import { files } from './files'
import { find } from './find'
import { inbox } from './inbox'
import { letterTemplates } from './letter-templates'
import { organise } from './organise'
import { people } from './people'
import { piece } from './piece'
import { publication } from './publication'
import { published } from './published'
import { refusals } from './refusals'
import { review } from './review'
import { rules } from './rules'
import { settings } from './settings'
import { shell } from './shell'
import { suggest } from './suggest'
import { terms } from './terms'
import { threads } from './threads'
import { triage } from './triage'
import { versions } from './versions'

/** The Chinese catalogue decides which messages there are; every other language has exactly these. */
export const zhCN = {
  ...common,
  ...authors,
  ...desk,
  ...audit,
  ...figures,
  ...find,
  ...inbox,
  ...files,
  ...review,
  ...exporting,
  ...editor,
  ...editors,
  ...letterTemplates,
  ...organise,
  ...people,
  ...piece,
  ...rules,
  ...settings,
  ...publication,
  ...calendar,
  ...bulk,
  ...published,
  ...refusals,
  ...cli,
  ...shell,
  ...suggest,
  ...terms,
  ...threads,
  ...triage,
  ...versions,
} as const

export type MessageKey = keyof typeof zhCN
