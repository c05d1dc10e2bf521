# METADATA
# title: Declared value differs in the live tenant
# description: >-
#   A manifest is what was agreed on, and the tenant is what is. Where an export says something else than the
#   manifest, somebody changed the tenant by hand, or the manifest was never right. Only what both sides know is
#   compared.
# related_resources:
#   - ref: https://github.com/tenantlint/tenantlint/blob/main/internal/drift/README.md#what-is-compared
#     description: Drift, What is compared
# custom:
#   level: warning
#   help: restore the value in the tenant, or update the manifest with tenantlint import --write
#   since: 0.1.0
#   tags: [drift]
#   precision: high
package tenantlint.rules.drift.changed
