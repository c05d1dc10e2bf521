package tenantlint.lib

# domains are the names of the domains that a tenant lists; undefined where it lists none or not all
# of them are known, so that absence says nothing.
domains(tenant) := listed(tenant) if {
	input.index.byTenant[tenant].domains
	not input.index.tenants[tenant].unknown.domains
	count(nameless(tenant)) == 0
}

nameless(tenant) := [row | some row in input.index.byTenant[tenant].domains; row.unknown.name]

# listed are the names of the domains that a tenant lists, be they all or not.
listed(tenant) := {row.name | some row in input.index.byTenant[tenant].domains}

# foreign holds for a domain that a tenant does not list. Where the tenant lists none of Microsoft's
# domains its initial one is missing, which domain/initial-missing reports.
foreign(tenant, name) if {
	names := domains(tenant)
	not name in names
	not missing_initial(tenant, name)
	not routing(tenant, name)
}

# That not all domains of a tenant are known does not outweigh that another tenant has verified this one.
foreign(tenant, name) if {
	not domains(tenant)
	not name in listed(tenant)
	some row in input.index.domains[name]
	row.isVerified
	row.tenant != tenant
}

missing_initial(tenant, name) if {
	microsoft(name)
	given(tenant) == 0
}

given(tenant) := count([name | some name in domains(tenant); microsoft(name)])

# routing holds for the domain that a hybrid setup of Exchange adds to the initial one.
routing(tenant, name) if {
	some suffix, initial in data.facts.clouds.routingDomains
	endswith(name, concat("", [".", suffix]))
	label := trim_suffix(name, concat("", [".", suffix]))
	concat(".", [label, initial]) in domains(tenant)
}

# parents are the domains above a domain, the nearest first.
parents(name) := [concat(".", array.slice(labels, i, count(labels))) | some i, _ in labels; i > 0] if {
	labels := split(name, ".")
}

# microsoft holds for a domain below a name of Microsoft's, which only Microsoft gives.
microsoft(name) if {
	some suffix in data.facts.clouds.initialDomains
	endswith(name, concat("", [".", suffix]))
}

# initial holds for a domain that can be the initial one: a single label below a name of Microsoft's.
initial(name) if {
	some suffix in data.facts.clouds.initialDomains
	endswith(name, concat("", [".", suffix]))
	not contains(trim_suffix(name, concat("", [".", suffix])), ".")
}

# name_spaces are the name spaces that a tenant has, as [protocol, name].
name_spaces(tenant) := {[row.protocol, row.name] | some row in input.index.byTenant[tenant].namespaces}

# contested are the rows of a name space that several tenants have and at least one declares. A domain
# that is verified in two of them is the greater conflict, which the rules about domains report.
contested(shared, protocol) := rows if {
	shared.rows[0].protocol == protocol
	verified := {row.tenant | some row in input.index.domains[shared.rows[0].name]; row.isVerified}
	rows := [row | some row in shared.rows; holds(row, verified)]
	count(tenants(rows)) > 1
	true in {row.declared | some row in rows}
	count(tenants(rows) & verified) < 2
}

holds(row, _) if row.declared

holds(row, verified) if row.tenant in verified

# claims are the places where tenants lay claim to a name space.
claims(rows) := [{"at": row.at, "label": label, "params": {"tenant": row.tenant}} |
	some i, row in rows
	label := concat(" ", [beginning(i, "used"), `here by tenant "{tenant}"`])
]

# derived says which claims no manifest declares.
derived(rows) := ["a tenant that lists no name spaces has those of its verified domains" |
	false in {row.declared | some row in rows}
]

# domains_of are the rows of a tenant's domains. Two tenants of one name, which is a mistake of its own, keep
# theirs apart.
domains_of(tenant) := [row | some row in object.get(by_manifest(tenant.name), tenant.at[0], {})]

# by_manifest maps each manifest of a tenant to its domains. Merging objects groups in linear time.
by_manifest(tenant) := object.union_n([{row.at[0]: {i: row}} | some i, row in input.index.byTenant[tenant].domains])
