# METADATA
# title: Value that is not allowed
# description: >-
#   Where the platform knows a fixed set of values, another one cannot be right. The values are
#   written as the Microsoft interfaces write them, so case counts.
# related_resources:
#   - ref: https://github.com/tenantlint/tenantlint/blob/main/schema/manifest.schema.json
#     description: Manifest schema
# custom:
#   level: error
#   help: use one of the listed values
#   since: 0.1.0
#   tags: [schema]
#   precision: very-high
package tenantlint.rules.schema["unknown-value"]
