# METADATA
# title: A value has the type that the schema asks for
# description: >-
#   A text where a list, a number or true and false is expected is read differently by each program,
#   or not at all.
# related_resources:
#   - ref: https://github.com/tenantlint/tenantlint/blob/main/schema/manifest.schema.json
#     description: Manifest schema
# custom:
#   level: error
#   help: write the value in the type that is asked for
#   since: 0.1.0
#   tags: [schema]
#   precision: very-high
package tenantlint.rules.schema["wrong-type"]
