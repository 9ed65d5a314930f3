export { answerMissing, answerPublic, htmlType } from './answer.ts'
export { pageFonts, printFiles, type Face } from './fonts.ts'
export { frame, type Frame, type PublicHouse } from './frame.ts'
export { stylesheetAt } from './styles.ts'
