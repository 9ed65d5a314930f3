/** For how long a report is kept: long enough to see that somebody comes again, and no longer. */
export const keptMonths = 12
/** For how many hours it is known from where a report came. */
export const knownHours = 24
/** From one address in an hour; a whole campus may have one. */
export const mostInAnHour = 20
/** In all, in an hour: beyond it somebody is playing, and the form says to write to the office. */
export const mostOfAll = 300
/** Working on one takes at most so many days, where the policy does not say. */
export const daysToSettle = 5
