/** The detectors by name. */
import { arithmetic } from './arithmetic'
import { bankCard } from './bank-card'
import type { Detector } from './detector'
import { headlineFigures, headlineNames } from './headline-body'
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
}
