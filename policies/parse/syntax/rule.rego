# METADATA
# title: A manifest is valid YAML or JSON
# description: >-
#   A file that cannot be read says nothing about the topology, and what it declares is missing in
#   every comparison. It is reported like any other finding, so that a broken file never looks like
#   a clean one.
# related_resources:
#   - ref: https://yaml.org/spec/1.2.2/
#     description: YAML 1.2.2, Characters and structures
#   - ref: https://www.rfc-editor.org/rfc/rfc8259
#     description: RFC 8259, JSON Grammar
# custom:
#   level: error
#   help: correct the file at the place shown; until then the rules that compare files do not see it
#   since: 0.1.0
#   tags: [parse]
#   precision: very-high
package tenantlint.rules.parse.syntax
