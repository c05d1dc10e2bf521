# METADATA
# title: Object of the live tenant is in no manifest
# description: >-
#   Where a manifest lists environments, groups or other objects of a tenant, one that an export lists and no
#   manifest declares is judged by no rule. Environments that the platform makes for everybody who asks, of the
#   types Default, Teams and Developer, are left out unless --all asks for them.
# related_resources:
#   - ref: https://github.com/tenantlint/tenantlint/blob/main/internal/drift/README.md#what-is-compared
#     description: Drift, What is compared
# custom:
#   level: note
#   help: declare it, as tenantlint import --write does, or say under unknown that the list is not whole
#   since: 0.1.0
#   tags: [drift]
#   precision: high
package tenantlint.rules.drift.undeclared
