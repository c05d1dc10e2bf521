# METADATA
# title: File is not UTF-8
# description: >-
#   YAML and JSON are exchanged in UTF-8. Bytes of another encoding would be read as other
#   characters, and the positions in every report would be wrong.
# related_resources:
#   - ref: https://yaml.org/spec/1.2.2/#52-character-encodings
#     description: YAML 1.2.2, Character encodings
#   - ref: https://www.rfc-editor.org/rfc/rfc8259#section-8.1
#     description: RFC 8259, Character Encoding
# custom:
#   level: error
#   help: save the file as UTF-8
#   since: 0.1.0
#   tags: [parse]
#   precision: very-high
package tenantlint.rules.parse.encoding
