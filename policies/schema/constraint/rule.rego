# METADATA
# title: Value out of bounds
# description: >-
#   Lengths, ranges and patterns of the schema follow the limits of the platform.
# related_resources:
#   - ref: https://github.com/tenantlint/tenantlint/blob/main/schema/manifest.schema.json
#     description: Manifest schema
# custom:
#   level: error
#   help: use a value within the bounds
#   since: 0.1.0
#   tags: [schema]
#   precision: very-high
package tenantlint.rules.schema.constraint
