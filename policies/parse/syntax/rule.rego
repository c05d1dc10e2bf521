# METADATA
# title: Invalid YAML or JSON
# description: >-
#   A file that cannot be parsed contributes nothing to the topology, and its declarations are missing in every
#   comparison. It is reported like any other finding, so that an invalid file never looks clean.
# related_resources:
#   - ref: https://yaml.org/spec/1.2.2/
#     description: YAML 1.2.2, Characters and structures
#   - ref: https://www.rfc-editor.org/rfc/rfc8259
#     description: RFC 8259, JSON Grammar
# custom:
#   level: error
#   help: correct the file at the location shown; until then rules that compare files do not see it
#   since: 0.1.0
#   tags: [parse]
#   precision: very-high
package tenantlint.rules.parse.syntax
