import type { Detector } from '../detector.ts'
import { bankAccounts } from './bank-accounts.ts'
import { duplicates } from './duplicates.ts'
import { emails } from './emails.ts'
import { hashtags } from './hashtags.ts'
import { images } from './images.ts'
import { insuranceNumbers } from './insurance-numbers.ts'
import { limits } from './limits.ts'
import { linkCards, links } from './links.ts'
import { paymentCards } from './payment-cards.ts'
import { postcodes } from './postcodes.ts'
import { telephones } from './telephones.ts'
import { insensitivities, profanities } from './wording.ts'

/** A new detector is its own file and one line here. */
export const detectors: readonly Detector[] = [
  telephones,
  emails,
  postcodes,
  insuranceNumbers,
  paymentCards,
  bankAccounts,
  hashtags,
  profanities,
  insensitivities,
  links,
  linkCards,
  images,
  limits,
  duplicates,
]
