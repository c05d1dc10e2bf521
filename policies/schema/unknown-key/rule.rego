# METADATA
# title: A manifest has only keys that the schema knows
# description: >-
#   Every object of the vocabulary is closed. A key that is not in it is nearly always a misspelled
#   one, and what it was meant to say would be lost.
# related_resources:
#   - ref: https://github.com/tenantlint/tenantlint/blob/main/schema/manifest.schema.json
#     description: Manifest schema
# custom:
#   level: error
#   help: correct the key, or remove it; free information belongs in labels or description
#   since: 0.1.0
#   tags: [schema]
#   precision: very-high
package tenantlint.rules.schema["unknown-key"]
