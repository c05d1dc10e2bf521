# METADATA
# title: Duplicate key
# description: >-
#   YAML and JSON readers differ in which of two equal keys they take, so a file with both means one
#   thing to one program and another to the next. Here the first one counts.
# related_resources:
#   - ref: https://yaml.org/spec/1.2.2/#mapping
#     description: YAML 1.2.2, Mapping
#   - ref: https://www.rfc-editor.org/rfc/rfc8259#section-4
#     description: RFC 8259, Objects
# custom:
#   level: error
#   help: keep one of the keys and remove the others
#   since: 0.1.0
#   tags: [parse]
#   precision: very-high
package tenantlint.rules.parse["duplicate-key"]
