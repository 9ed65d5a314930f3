/** For how long a report is kept: long enough to see that somebody comes again, and no longer. */
export const keptMonths = 12
/** For how many hours a report keeps the hash of where it came from: as long as they are counted. */
export const knownHours = 1
/** From one network in an hour; a whole campus may have one address. */
export const mostInAnHour = 20
/** In all, in an hour: beyond it programs send them, and the form says whom to call or to write to. */
export const mostOfAll = 5_000
/** So many in an hour are told to the office one by one; the list has all of them. */
export const toldOneByOne = 50
/** Working on one takes at most so many days, where the policy does not say. */
export const daysToSettle = 5
