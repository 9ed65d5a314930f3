export type { FileLine, TableKind } from './file-line.ts'
export { fileTooLarge, readFile, type FileRead } from './read-file.ts'
export { listOf } from './cells.ts'
export { uploadedTable } from './uploaded.ts'
