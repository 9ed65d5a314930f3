/** What other pages may use of the images' room. */
export { AssetPicker } from './asset-picker.tsx'
export { MediaEditor } from './media-editor.tsx'
export { assetQuery } from './queries.ts'
