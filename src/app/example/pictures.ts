/** Pictures drawn for the example, in plain shapes; they show no person and no real place. */
export interface ExamplePicture {
  key: string
  name: string
  alt: string
  svg: string
}

const frame = (body: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="675" viewBox="0 0 1200 675">${body}</svg>`

const sky = (id: string, from: string, to: string) =>
  `<defs><linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient></defs><rect width="1200" height="675" fill="url(#${id})"/>`

const row = (count: number, draw: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => draw(index)).join('')

const campus = frame(
  sky('dusk', '#27306b', '#f2a65a') +
    `<circle cx="930" cy="430" r="90" fill="#ffd89b"/>` +
    `<path d="M0 520 Q300 420 620 500 T1200 450 V675 H0Z" fill="#3c4a7d"/>` +
    `<rect x="180" y="290" width="420" height="260" fill="#1c2450"/>` +
    `<path d="M160 290 L390 190 L620 290Z" fill="#141a3d"/>` +
    `<rect x="350" y="90" width="80" height="160" fill="#1c2450"/><path d="M340 90 L390 20 L440 90Z" fill="#141a3d"/><circle cx="390" cy="130" r="24" fill="#ffe9c4"/>` +
    row(6, (i) => `<rect x="${210 + i * 65}" y="350" width="36" height="70" rx="18" fill="#ffd27d"/>`) +
    row(6, (i) => `<rect x="${210 + i * 65}" y="450" width="36" height="60" fill="#f7b267"/>`) +
    `<path d="M0 600 Q400 540 1200 610 V675 H0Z" fill="#20284f"/>`,
)

const shelfColours = ['#e76f51', '#f4a261', '#e9c46a', '#2a9d8f', '#264653', '#8ab17d', '#b56576']
const library = frame(
  sky('warm', '#fff3e0', '#f0c9a0') +
    row(3, (shelf) => {
      const y = 60 + shelf * 190
      const books = row(30, (i) => {
        const height = 110 + ((i * 37 + shelf * 53) % 40)
        return `<rect x="${70 + i * 36}" y="${y + 150 - height}" width="28" height="${height}" rx="3" fill="${shelfColours[(i * 3 + shelf) % shelfColours.length]}"/>`
      })
      return `${books}<rect x="50" y="${y + 150}" width="1100" height="16" fill="#7f4f24"/>`
    }) +
    `<path d="M430 675 V470 A170 170 0 0 1 770 470 V675Z" fill="#fff8ee"/><path d="M460 675 V480 A140 140 0 0 1 740 480 V675Z" fill="#9cc5e0"/>` +
    `<circle cx="660" cy="450" r="34" fill="#fff3b0"/>`,
)

/** How low the string hangs, so far from its left end. */
const bunting = (x: number) => Math.round(160 + 220 * (x / 1120) * (1 - x / 1120)) - 4

const openDay = frame(
  sky('day', '#8fd3f4', '#eafaf1') +
    `<circle cx="150" cy="120" r="60" fill="#ffe066"/>` +
    `<path d="M0 470 Q250 360 560 460 T1200 420 V675 H0Z" fill="#74c69d"/><path d="M0 560 Q420 460 1200 560 V675 H0Z" fill="#40916c"/>` +
    `<path d="M500 675 Q560 600 585 520 L625 520 Q640 600 700 675Z" fill="#f1e3c6"/>` +
    row(
      11,
      (i) =>
        `<path d="M${60 + i * 105} ${bunting(i * 105 + 55)} l70 0 l-35 60Z" fill="${shelfColours[i % shelfColours.length]}"/>`,
    ) +
    `<path d="M40 160 Q600 270 1160 160" fill="none" stroke="#355070" stroke-width="5"/>` +
    row(
      4,
      (i) =>
        `<path d="M${[170, 390, 690, 910][i]} 520 l60 -60 l60 60 v70 h-120Z" fill="${shelfColours[i + 1]}"/><rect x="${([170, 390, 690, 910][i] ?? 0) + 42}" y="545" width="36" height="45" fill="#fffaf0"/>`,
    ),
)

const laboratory = frame(
  sky('lab', '#10243e', '#1f6f8b') +
    row(
      9,
      (i) => `<path d="M0 ${90 + i * 70} H1200" stroke="#ffffff" stroke-opacity="0.06" stroke-width="2"/>`,
    ) +
    `<rect x="120" y="500" width="960" height="26" rx="8" fill="#d9e2ec"/><rect x="170" y="526" width="24" height="110" fill="#9fb3c8"/><rect x="1006" y="526" width="24" height="110" fill="#9fb3c8"/>` +
    `<path d="M300 500 L430 250 L560 500Z M560 500 L690 250 L820 500Z M430 250 H690" fill="none" stroke="#ffb703" stroke-width="16" stroke-linejoin="round"/>` +
    row(5, (i) => `<circle cx="${300 + i * 130}" cy="${i % 2 === 0 ? 500 : 250}" r="16" fill="#fb8500"/>`) +
    `<rect x="860" y="380" width="150" height="120" rx="12" fill="#bcccdc"/><rect x="880" y="400" width="110" height="60" rx="6" fill="#0b7285"/><path d="M888 440 l20 -20 l18 26 l22 -34 l34 28" fill="none" stroke="#96f2d7" stroke-width="5"/>`,
)

export const examplePictures: readonly ExamplePicture[] = [
  {
    key: 'campus',
    name: 'campus-at-dusk.jpg',
    svg: campus,
    alt: 'Drawing of a hall with a clock tower at dusk, its windows lit, with hills behind.',
  },
  {
    key: 'library',
    name: 'library-shelves.jpg',
    svg: library,
    alt: 'Drawing of three long shelves of coloured books around an arched window.',
  },
  {
    key: 'open-day',
    name: 'open-day-lawn.jpg',
    svg: openDay,
    alt: 'Drawing of four coloured tents on a green lawn under bunting and a bright sun.',
  },
  {
    key: 'laboratory',
    name: 'bridge-test.jpg',
    svg: laboratory,
    alt: 'Drawing of a model truss bridge on a laboratory bench beside a screen with a curve.',
  },
]
