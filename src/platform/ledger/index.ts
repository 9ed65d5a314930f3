export { append, type Entry, type EntryActor } from './append.ts'
