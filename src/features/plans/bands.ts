import type { Services } from '#platform/services.ts'
import { nowOf } from '#platform/services.ts'
import type { Band } from './contract.ts'
import { dayBook } from './day-book.ts'
import { bandsBetween, dayIn } from './rules.ts'

/** Terms, closures, elections and days kept free between two instants. */
export async function bandsOf(
  services: Services,
  { from, to }: { from: string; to: string },
): Promise<(Band & { zone: string })[]> {
  const book = await dayBook(services.db, nowOf(services))
  const { zone } = book
  return bandsBetween(book, dayIn(from, zone), dayIn(to, zone)).map((band) => ({ ...band, zone }))
}
