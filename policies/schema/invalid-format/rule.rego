# METADATA
# title: Malformed value
# description: >-
#   GUIDs, domain names, sign-in names, addresses and references have a fixed form. One that has
#   another form can never match anything, so that a conflict would go unseen.
# related_resources:
#   - ref: https://github.com/tenantlint/tenantlint/blob/main/schema/manifest.schema.json
#     description: Manifest schema
# custom:
#   level: error
#   help: write the value in the required form
#   since: 0.1.0
#   tags: [schema]
#   precision: very-high
package tenantlint.rules.schema["invalid-format"]
