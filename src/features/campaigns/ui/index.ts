/** What other pages may use of the campaigns' room. */
export { CampaignChoice } from './campaign-choice.tsx'
export { PostCampaign } from './post-campaign.tsx'
