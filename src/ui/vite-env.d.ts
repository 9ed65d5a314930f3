/// <reference types="vite/client" />

declare const __ROSTRUM_VERSION__: string
