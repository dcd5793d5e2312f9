/** The detectors by name. */
import { arithmetic } from './arithmetic'
import { bankCard } from './bank-card'
import type { Detector } from './detector'
import { headlineFigures, headlineNames } from './headline-body'
import { identityNumber } from './identity-number'
import type { DetectorName } from './names'

export const detectors: Readonly<Record<DetectorName, Detector>> = {
  'identity-number': identityNumber,
  'bank-card': bankCard,
  arithmetic,
  'headline-figures': headlineFigures,
  'headline-names': headlineNames,
}
