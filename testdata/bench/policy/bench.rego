# What conftest is given in the comparison: the rules that the generated mistakes break, in their fast
# form over combined documents. It is a small part of what tenantlint checks, and checks no structure.
package main

documents := [entry.contents | some entry in input]

tenants := [document | some document in documents; document.kind == "Tenant"]

environments := [document | some document in documents; document.kind == "Environment"]

# domain/federated-once
federated := {[domain.name, tenant.name] |
	some tenant in tenants
	some domain in tenant.domains
	domain.authenticationType == "Federated"
}

deny contains message if {
	some pair in federated
	name := pair[0]
	owners := {owner | some [other, owner] in federated; other == name}
	count(owners) > 1
	message := sprintf("domain %q is federated with %d tenants", [name, count(owners)])
}

# environment/own-database
databases := {[environment.tenant, environment.dataverse.organizationId, environment.name] | some environment in environments}

deny contains message if {
	some database in databases
	id := database[1]
	tenant := database[0]
	users := {name | some [owner, other, name] in databases; other == id; owner == tenant}
	count(users) > 1
	message := sprintf("environments %s have one Dataverse organization, %q", [concat(", ", sort(users)), id])
}

# reference/unknown
groups := {[tenant.name, group.name] |
	some tenant in tenants
	some group in tenant.groups
}

deny contains message if {
	some environment in environments
	not [environment.tenant, environment.securityGroup] in groups
	message := sprintf("tenant %q has no group %q", [environment.tenant, environment.securityGroup])
}

# environment/azure-region
regions := {
	"europe": {"westeurope", "northeurope"},
	"germany": {"germanynorth", "germanywestcentral"},
	"unitedkingdom": {"uksouth", "ukwest"},
	"france": {"francecentral", "francesouth"},
}

deny contains message if {
	some environment in environments
	not environment.azureRegion in regions[environment.location]
	message := sprintf("region %q is not in %q", [environment.azureRegion, environment.location])
}
