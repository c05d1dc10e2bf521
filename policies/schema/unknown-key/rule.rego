# METADATA
# title: Unknown key
# description: >-
#   Every object of the vocabulary is closed. An unknown key is nearly always a misspelled one, and its value
#   would be ignored.
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
