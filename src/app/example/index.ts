export { exampleRoutes } from './http.ts'
export { loadExample } from './load.ts'
