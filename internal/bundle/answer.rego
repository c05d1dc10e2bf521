# METADATA
# description: The findings of a server for one shard of a topology, for tenantlint lint --findings.
package tenantlint.answer

# METADATA
# entrypoint: true
findings := data.tenantlint.main.findings

shard := input.shard

policies := "POLICIES"
