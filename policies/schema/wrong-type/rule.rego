# METADATA
# title: Value of the wrong type
# description: >-
#   Programs read a string instead of a list, a number or a boolean in different ways, or reject it.
# related_resources:
#   - ref: https://github.com/tenantlint/tenantlint/blob/main/schema/manifest.schema.json
#     description: Manifest schema
# custom:
#   level: error
#   help: write a value of the required type
#   since: 0.1.0
#   tags: [schema]
#   precision: very-high
package tenantlint.rules.schema["wrong-type"]
