# METADATA
# title: Required key missing
# description: >-
#   Without its name, its kind or what it refers to, an object cannot be compared with anything. A
#   field that an export does not hold can be listed under unknown instead.
# related_resources:
#   - ref: https://github.com/tenantlint/tenantlint/blob/main/schema/manifest.schema.json
#     description: Manifest schema
# custom:
#   level: error
#   help: add the key; if its value is not known, list it under unknown
#   since: 0.1.0
#   tags: [schema]
#   precision: very-high
package tenantlint.rules.schema["missing-key"]
