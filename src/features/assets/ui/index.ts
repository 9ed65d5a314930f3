/** What other pages may use of the images' room. */
export { AssetPicker, type AssetPickerProps } from './asset-picker.tsx'
export { MediaEditor, type MediaEditorProps } from './media-editor.tsx'
export { Cropped } from './cropped.tsx'
export { assetQuery } from './queries.ts'
