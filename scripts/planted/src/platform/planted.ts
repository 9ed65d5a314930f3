// A violation on purpose: the platform knows no feature. The gate must see it fail (scripts/check-boundaries.ts).
import '../features/posts/index.ts'
