# METADATA
# title: File is not a manifest
# description: >-
#   A manifest says what it is by its apiVersion and its kind. A file that was named and holds no
#   manifest, and a document with one of the kinds but another apiVersion, would otherwise be
#   skipped without a word.
# related_resources:
#   - ref: https://github.com/tenantlint/tenantlint/blob/main/schema/manifest.schema.json
#     description: Manifest schema, apiVersion
# custom:
#   level: error
#   help: 'begin the document with apiVersion: tenantlint/v1 and a kind, or do not name the file'
#   since: 0.1.0
#   tags: [parse]
#   precision: very-high
package tenantlint.rules.parse["not-a-manifest"]
