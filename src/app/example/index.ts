export { exampleRoutes } from './http.ts'
export { loadExample } from './load.ts'
export { removeExample, type ExampleRemoved } from './remove.ts'
