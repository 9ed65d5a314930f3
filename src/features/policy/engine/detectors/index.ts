import type { Detector } from '../detector.ts'
import { accusations } from './accusations.ts'
import { alumniSolicitations } from './alumni-solicitations.ts'
import { bankAccounts } from './bank-accounts.ts'
import { blackouts } from './blackouts.ts'
import { confidentialityMarks } from './confidentiality-marks.ts'
import { contentiousTopics } from './contentious-topics.ts'
import { duplicates } from './duplicates.ts'
import { emails } from './emails.ts'
import { financialDetails } from './financial-details.ts'
import { groupInvitations } from './group-invitations.ts'
import { hashtags } from './hashtags.ts'
import { homeLocations } from './home-locations.ts'
import { hostileRemarks } from './hostile-remarks.ts'
import { images } from './images.ts'
import { insuranceNumbers } from './insurance-numbers.ts'
import { limits } from './limits.ts'
import { linkCards, links } from './links.ts'
import { mediaFit } from './media-fit.ts'
import { missingWelsh } from './missing-welsh.ts'
import { networkNeeds } from './network-needs.ts'
import { paymentCards } from './payment-cards.ts'
import { peopleInImages } from './people-in-images.ts'
import { personalAccountRequests } from './personal-account-requests.ts'
import { politicalStatements } from './political-statements.ts'
import { postcodes } from './postcodes.ts'
import { studentNumbers } from './student-numbers.ts'
import { telephones } from './telephones.ts'
import { underEighteens } from './under-eighteens.ts'
import { unknownMentions } from './unknown-mentions.ts'
import { unlabelledAdvertising } from './unlabelled-advertising.ts'
import { unpublishedInventions } from './unpublished-inventions.ts'
import { videos } from './videos.ts'
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
  videos,
  limits,
  mediaFit,
  networkNeeds,
  unknownMentions,
  duplicates,
  blackouts,
  groupInvitations,
  personalAccountRequests,
  alumniSolicitations,
  politicalStatements,
  unpublishedInventions,
  confidentialityMarks,
  accusations,
  homeLocations,
  financialDetails,
  studentNumbers,
  hostileRemarks,
  contentiousTopics,
  unlabelledAdvertising,
  underEighteens,
  peopleInImages,
  missingWelsh,
]
