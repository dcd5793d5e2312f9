/** The detectors by name. */
import { arithmetic } from './arithmetic'
import { bankCard } from './bank-card'
import type { Detector } from './detector'
import { headlineFigures, headlineNames } from './headline-body'
import { headlineLong, headlineShort, headlineMissing, headlineRepeated } from './headline-form'
import { longQuotation } from './long-quotation'
import { aiContradiction } from './ai-contradiction'
import { contactOverLines } from './contact-over-lines'
import { copyLint } from './copy-lint'
import { mixedSpacing } from './mixed-spacing'
import {
  doubledPunctuation,
  straightQuotes,
  numberRange,
  percentSign,
  unitForm,
  deParticles,
  dateForm,
  brandSpelling,
  houseWord,
} from './house-style'
import { identityNumber } from './identity-number'
import { keywordStuffing } from './keyword-stuffing'
import { lookAlikeHost } from './look-alike-host'
import type { DetectorName } from './names'
import { othersRepetition, ownRepetition } from './repetition'
import { undisclosedPromotion } from './undisclosed-promotion'

export const detectors: Readonly<Record<DetectorName, Detector>> = {
  'identity-number': identityNumber,
  'bank-card': bankCard,
  arithmetic,
  'headline-figures': headlineFigures,
  'headline-names': headlineNames,
  'own-repetition': ownRepetition,
  'others-repetition': othersRepetition,
  'keyword-stuffing': keywordStuffing,
  'look-alike-host': lookAlikeHost,
  'undisclosed-promotion': undisclosedPromotion,
  'contact-over-lines': contactOverLines,
  'headline-long': headlineLong,
  'headline-short': headlineShort,
  'headline-missing': headlineMissing,
  'headline-repeated': headlineRepeated,
  'long-quotation': longQuotation,
  'ai-contradiction': aiContradiction,
  'copy-lint': copyLint,
  'mixed-spacing': mixedSpacing,
  'doubled-punctuation': doubledPunctuation,
  'straight-quotes': straightQuotes,
  'number-range': numberRange,
  'percent-sign': percentSign,
  'unit-form': unitForm,
  'de-particles': deParticles,
  'date-form': dateForm,
  'brand-spelling': brandSpelling,
  'house-words': houseWord,
}
