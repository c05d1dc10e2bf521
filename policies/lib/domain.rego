package tenantlint.lib

# all_domains is the set of names of the tenant's domains. It is undefined if the tenant lists none or some are unknown:
# the absence of a domain then proves nothing.
all_domains(tenant) := listed_domains(tenant) if {
	input.index.byTenant[tenant].domains
	not input.index.tenants[tenant].unknown.domains
	count(unnamed_domains(tenant)) == 0
}

unnamed_domains(tenant) := [row | some row in input.index.byTenant[tenant].domains; row.unknown.name]

# listed_domains is the set of names of the domains that the tenant lists, complete or not.
listed_domains(tenant) := {row.name | some row in input.index.byTenant[tenant].domains}

# is_foreign_domain is true if the tenant does not have the domain. It is not true for a Microsoft domain if the tenant
# lists none of them: then the initial domain is missing, which domain/initial-missing reports.
is_foreign_domain(tenant, name) if {
	names := all_domains(tenant)
	not name in names
	not initial_domain_missing(tenant, name)
	not is_routing_domain(tenant, name)
}

# Even if some domains of the tenant are unknown, a domain that another tenant has verified is foreign.
is_foreign_domain(tenant, name) if {
	not all_domains(tenant)
	not name in listed_domains(tenant)
	some row in input.index.domains[name]
	row.isVerified
	row.tenant != tenant
}

initial_domain_missing(tenant, name) if {
	is_microsoft_domain(name)
	microsoft_domain_count(tenant) == 0
}

microsoft_domain_count(tenant) := count([name | some name in all_domains(tenant); is_microsoft_domain(name)])

# is_routing_domain is true for the domain that an Exchange hybrid deployment adds to the initial domain.
is_routing_domain(tenant, name) if {
	some suffix, initial_suffix in data.facts.clouds.routingDomains
	endswith(name, concat("", [".", suffix]))
	label := trim_suffix(name, concat("", [".", suffix]))
	concat(".", [label, initial_suffix]) in all_domains(tenant)
}

# parent_domains lists the parent domains of a domain, nearest first.
parent_domains(name) := [concat(".", array.slice(labels, i, count(labels))) | some i, _ in labels; i > 0] if {
	labels := split(name, ".")
}

# is_microsoft_domain is true for a domain below a suffix of Microsoft's, which only Microsoft assigns.
is_microsoft_domain(name) if {
	some suffix in data.facts.clouds.initialDomains
	endswith(name, concat("", [".", suffix]))
}

# can_be_initial is true for a domain that can be an initial domain: a single label below a suffix of Microsoft's.
can_be_initial(name) if {
	some suffix in data.facts.clouds.initialDomains
	endswith(name, concat("", [".", suffix]))
	not contains(trim_suffix(name, concat("", [".", suffix])), ".")
}

# namespaces is the set of namespaces of the tenant, as [protocol, name].
namespaces(tenant) := {[row.protocol, row.name] | some row in input.index.byTenant[tenant].namespaces}

# contested_rows lists the rows of a namespace that several tenants have and at least one declares. It is undefined if
# two of them have verified the domain: that is the more severe conflict, which the domain rules report.
contested_rows(shared, protocol) := rows if {
	shared.rows[0].protocol == protocol
	verified := {row.tenant | some row in input.index.domains[shared.rows[0].name]; row.isVerified}
	rows := [row | some row in shared.rows; claims_namespace(row, verified)]
	count(tenants(rows)) > 1
	true in {row.declared | some row in rows}
	count(tenants(rows) & verified) < 2
}

claims_namespace(row, _) if row.declared

claims_namespace(row, verified) if row.tenant in verified

# claim_locations lists the locations where tenants claim a namespace.
claim_locations(rows) := [{"at": row.at, "label": label, "params": {"tenant": row.tenant}} |
	some i, row in rows
	label := concat(" ", [label_verb(i, "used"), `here by tenant "{tenant}"`])
]

# derived_notes explains the claims that no manifest declares.
derived_notes(rows) := ["a tenant that lists no name spaces has those of its verified domains" |
	false in {row.declared | some row in rows}
]

# domain_rows lists the rows of a tenant's domains. The domains of two tenants with the same name, which is reported
# elsewhere, are not mixed.
domain_rows(tenant) := [row | some row in object.get(domains_by_manifest(tenant.name), tenant.at[0], {})]

# domains_by_manifest maps each manifest of a tenant to its domains. Merging objects groups in linear time.
domains_by_manifest(tenant) := object.union_n([{row.at[0]: {i: row}} |
	some i, row in input.index.byTenant[tenant].domains
])
