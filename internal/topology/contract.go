package topology

import (
	"fmt"
	"maps"

	"github.com/tenantlint/tenantlint/internal/vocabulary"
)

// InputVersion is the version of the contract between the topology and the policies. It is incremented when a table, a
// column or an index is removed or changes its meaning.
const InputVersion = 3

// computed are the columns of each table that do not come from a manifest, but from the path of an object or from other
// objects.
var computed = map[string]map[string]any{
	"tenants": {
		"develops": described(
			"boolean",
			"Whether a multiTenant deployment has its development stage in this tenant, which is not the primary one; absent otherwise.",
		),
	},
	"deployments": {
		"tenants":           listOf(described("string", "A tenant in which the deployment has a stage or a maker.")),
		"developmentTenant": described("string", "The tenant of its development stage, if it is only one."),
	},
	"organizations": {
		"text":       described("string", "The organization as written."),
		"name":       described("string", "Its name in lower case; absent if the text is not a name or URL of an organization."),
		"host":       described("string", "The host of a URL that is not one of Azure DevOps; absent otherwise."),
		"deployment": described("string", "The deployment that names it. The column tenant is the tenant that it is connected to."),
	},
	"pipelineUses": {
		"environment": described("string", "The environment, tenant/name."),
		"deployment":  described("string", "The deployment whose native pipelines use it."),
		"host":        described("string", "The host of these pipelines, tenant/name; absent if the deployment does not name one."),
		"hostAt":      pathSchema(),
		"conflict":    described("string", "The hosts of the environment, if there are several; absent otherwise."),
		"source":      described("boolean", "Whether the pipelines deploy from it; absent if they deploy to it."),
		"maker":       described("boolean", "Whether it is the environment of a maker; absent for the environment of a stage."),
		"unknown":     closed(map[string]any{"host": flag}),
	},
	"dataSets": {
		"name":             described("string", "The name as written."),
		"class":            described("string", "The class."),
		"subjects":         described("string", "The country, or EU, of the people the data is about."),
		"mustNotShareWith": listOf(described("string", "A data set that must be in another environment.")),
		"environment":      described("string", "The environment of the data set, tenant/name."),
		"key":              described("string", "The name in lower case."),
		"unknown":          closed(map[string]any{"name": flag, "class": flag, "subjects": flag, "mustNotShareWith": flag}),
		"component": described(
			"string",
			"The same value for all environments that are connected by flows of this data set, connections and copies, in either direction.",
		),
	},
	"secrets": {"looksLike": described("string", "What the value at this location looks like, with an article. No table contains its text.")},
	"arrivals": {
		"name": described(
			"string",
			"A data set that must not share an environment with another one.",
		),
		"key":              described("string", "The name in lower case."),
		"environment":      described("string", "The environment that it reaches, or its master, tenant/name."),
		"mustNotShareWith": listOf(described("string", "A data set that must be in another environment.")),
		"origin":           described("string", "The environment that it comes from, tenant/name."),
		"originAt":         pathSchema(),
		"by":               described("string", "How it arrives: master data, connection or copy; absent for the master."),
		"of":               described("string", "The name of the master data set, or the connector."),
	},
	"unmatchedBans": {
		"name":       described("string", "A name under mustNotShareWith that is not the name of a data set."),
		"dataSet":    described("string", "The data set that has the mustNotShareWith."),
		"suggestion": described("string", "The data set that was probably meant."),
		"slip":       described("boolean", "Whether the name differs from it by one edit; absent otherwise."),
	},
	"entities": {
		"name": described("string", "The entity as written."), "key": described("string", "The entity in lower case."),
		"masterData": described("string", "The master data set."), "master": described("string", "The environment that is its master."),
	},
	"flowCycles": {
		"masterData": described("string", "The master data set."),
		"master":     described("string", "The environment that is its master, tenant/name."),
		"flows":      listOf(hopSchema()),
	},
	"dataFlows": {
		"class":    described("string", "The class of the data."),
		"subjects": described("string", "The country, or EU, of the people the data is about."),
		"name":     described("string", "The data set."),
		"origin":   described("string", "The environment where the path begins, tenant/name."),
		"originAt": pathSchema(),
		"environment": described(
			"string",
			fmt.Sprintf(
				"The environment that the data reaches, tenant/name. Above %d rows and %d for each environment, residency/flow reports that rows are missing.",
				maxDataFlows,
				dataFlowsPerEnvironment,
			),
		),
		"path": map[string]any{
			"type": "array", "items": hopSchema(),
			"description": fmt.Sprintf("The last %d hops of the path.", maxPath),
		},
	},
	"domains": {
		"registered": described("string", "The registrable domain that the name belongs to, by the Public Suffix List."),
	},
	"namespaces": {
		"name":     described("string", "The domain of the namespace."),
		"protocol": map[string]any{"description": "The protocol of the namespace.", "enum": []any{"userPrincipalName", "smtp"}},
		"declared": described("boolean", "Whether the manifest lists the namespace; otherwise it follows from a verified domain."),
	},
	"administrators": {"person": personSchema()},
	"users": {
		"person":          personSchema(),
		"domain":          described("string", "The domain of the user principal name."),
		"external":        described("boolean", "Whether the name has the #EXT# of accounts from another directory; absent otherwise."),
		"access":          grantSchema("The environment with the highest license requirement that the user has access to, and the path of that access."),
		"dataverseAccess": grantSchema("The same for environments with a Dataverse database that are not Dataverse for Teams."),
	},
	"groups": {"key": described("string", "tenant/name.")},
	"guests": {
		"person":          personSchema(),
		"key":             described("string", "tenant/address."),
		"address":         described("string", "The address of the invitation: mail, or the address in the user principal name."),
		"domains":         listOf(described("string", "A domain of the guest's addresses.")),
		"home":            described("string", "The home tenant, if it is in the topology."),
		"access":          grantSchema("The environment with the highest license requirement that the guest has access to, and the path of that access."),
		"dataverseAccess": grantSchema("The same for environments with a Dataverse database that are not Dataverse for Teams."),
	},
	"environments": {
		"key":        described("string", "tenant/name."),
		"noDatabase": described("boolean", "Whether the manifest has dataverse: null, no database; absent otherwise."),
	},
	"crossTenantAccess": {
		"partner": described("string", "The partner: a tenant's name, the id of a tenant outside the topology, or \"default\"."),
	},
	"members": {
		"by":      described("string", "What names the account: group, environment, team, makers or owner."),
		"of":      described("string", "The name of what names it; for an environment, tenant/name."),
		"account": described("string", "The key of the account: the sign-in name of a user, the invited address of a guest, or the text of the manifest."),
		"person":  described("string", "The person, the same for all accounts and all spellings of one."),
		"home":    described("string", "The home tenant of the account, if the topology contains it."),
		"guest":   described("string", "The key of the guest in the tenant, if the account is one."),
	},
	"groupUses": {
		"by": described(
			"string",
			"What uses the group: group, environment, tenant (for its administrators), team or administration team.",
		),
		"of":    described("string", "The name of what uses it; for an environment, tenant/name."),
		"group": described("string", "The group, tenant/name."),
		"groupTenant": described(
			"string",
			"The tenant of the group; absent for an unlisted group that is named by its id. The column tenant is the tenant of the user of the group, absent for a deployment across several tenants.",
		),
	},
}

// flag is the schema of an entry of unknown, which is always true.
var flag = map[string]any{"type": "boolean"}

func described(kind, text string) map[string]any {
	return map[string]any{"type": kind, "description": text}
}

func listOf(items map[string]any) map[string]any {
	return map[string]any{"type": "array", "items": items}
}

func closed(properties map[string]any) map[string]any {
	return map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
}

func hopSchema() map[string]any {
	return closed(map[string]any{
		"at": pathSchema(), "from": described("string", "An environment, tenant/name."),
		"to": described("string", "An environment, tenant/name."),
		"by": described("string", "What transfers the data: master data, connection or copy."),
		"of": described("string", "The name of the master data set, or the connector."),
	})
}

func grantSchema(text string) map[string]any {
	s := closed(map[string]any{"environment": described("string", "The environment, tenant/name."), "at": pathSchema()})
	s["description"] = text
	return s
}

func pathSchema() map[string]any {
	return map[string]any{
		"type": "array", "items": map[string]any{"type": []any{"string", "number"}},
		"description": "A path: the index of the document in input.documents, then keys and indexes.",
	}
}

// InputSchema returns the JSON Schema (draft-07) of the input as values that can be encoded as JSON. OPA's type checker
// uses it, so that a policy that reads a nonexistent column does not compile.
func InputSchema() map[string]any {
	definitions := map[string]any{}
	properties := map[string]any{
		"version": described("number", "The version of this contract."),
		"shard":   shardSchema(),
		"documents": listOf(closed(map[string]any{
			"file": described("string", "The path of the file."), "document": described("number", "Which document of the file, from 0."),
			"kind": described("string", "The kind of the manifest."), "name": described("string", "The name of the manifest."),
		})),
	}
	for _, name := range Tables() {
		definitions[name] = rowSchema(columnsOf(name), computed[name])
		properties[name] = listOf(ref(name))
	}
	for _, c := range comparedTables {
		definitions[c.changes] = rowSchema(nil, map[string]any{"before": ref(c.table), "after": ref(c.table)})
	}
	duplicates := map[string]any{}
	for _, s := range duplicateTables {
		g := closed(map[string]any{
			"key":  described("string", "The value that the rows share."),
			"rows": listOf(ref(s.table)),
		})
		duplicates[s.name] = map[string]any{
			"type":        "array",
			"items":       g,
			"description": "Rows of " + s.table + " with " + s.doc + ", if two or more have it.",
		}
	}
	properties["duplicates"] = closed(duplicates)
	of := map[string]any{}
	for _, name := range tenantTables {
		of[name] = listOf(ref(name))
	}
	properties["index"] = closed(map[string]any{
		"tenants":           mapOf(ref("tenants"), "Tenants by name."),
		"environments":      mapOf(ref("environments"), "Environments by key."),
		"groups":            mapOf(ref("groups"), "Groups by key."),
		"guests":            mapOf(ref("guests"), "Guests by key."),
		"accounts":          mapOf(listOf(ref("users")), "The users with a user principal name."),
		"people":            mapOf(listOf(ref("users")), "The users that are one person."),
		"administrators":    mapOf(listOf(ref("administrators")), "The administrator rows of a person, by person."),
		"agreements":        mapOf(listOf(ref("subscriptions")), "The subscriptions that name an agreement."),
		"agreementIds":      mapOf(ref("agreements"), "Agreements by id."),
		"deployments":       mapOf(listOf(ref("deployments")), "The deployments by each tenant in which they have a stage or a maker."),
		"domains":           mapOf(listOf(ref("domains")), "All declarations of a domain by its name."),
		"crossTenantAccess": mapOf(mapOf(ref("crossTenantAccess"), "Settings by partner."), "Settings by tenant."),
		"dataFlows":         mapOf(listOf(ref("dataFlows")), "The classified data that reaches an environment."),
		"masters":           mapOf(listOf(ref("masterData")), "The master data sets by their master."),
		"nested": mapOf(
			listOf(described("string", "A group that is a member.")),
			"The groups that are members of a group; a group that neither has nor is such a member is absent.",
		),
		"topology":      ref("topologies"),
		"residency":     listOf(ref("residency")),
		"collaboration": listOf(ref("collaboration")),
		"changed":       changedSchema(),
		"byTenant":      mapOf(closed(of), "By tenant, its rows of each table; a table without rows is absent."),
	})
	top := closed(properties)
	top["$schema"] = "http://json-schema.org/draft-07/schema#"
	top["title"] = "Input of the policies of tenantlint"
	top["definitions"] = definitions
	return top
}

// shardSchema describes input.shard, which maps findings of other engines back to the manifests.
func shardSchema() map[string]any {
	s := closed(map[string]any{
		"number": described("number", "The number of the shard, from 1."), "of": described("number", "The number of shards."),
		"manifests": described("string", "The digest of all manifests."),
	})
	s["description"] = "The shard of the topology in the output of tenantlint input; absent when tenantlint evaluates rules itself."
	return s
}

// changedSchema describes input.index.changed.
func changedSchema() map[string]any {
	tables := map[string]any{}
	for _, c := range changeIndexes {
		tables[c.name] = mapOf(listOf(ref(c.changes)), "The rows of "+c.changes+" by "+c.column.name()+".")
	}
	s := closed(tables)
	s["description"] = "The differences from the earlier topology; absent without one."
	return s
}

func ref(table string) map[string]any { return map[string]any{"$ref": "#/definitions/" + table} }

func mapOf(values map[string]any, text string) map[string]any {
	return map[string]any{"type": "object", "additionalProperties": values, "description": text}
}

// rowSchema describes a row: the columns from manifests, the computed ones, and those that every row has.
func rowSchema(cols []vocabulary.Column, more map[string]any) map[string]any {
	properties := map[string]any{
		"at":     pathSchema(),
		"tenant": described("string", "The tenant that the row belongs to."),
	}
	names := map[string]any{}
	for i := range cols {
		names[cols[i].Name] = flag
		if cols[i].Form != vocabulary.List {
			properties[cols[i].Name] = columnSchema(&cols[i])
		}
		if cols[i].Person != "" {
			properties[cols[i].Person] = personSchema()
		}
	}
	properties["unknown"] = closed(names)
	maps.Copy(properties, more)
	return closed(properties)
}

func personSchema() map[string]any {
	return described("string", "The person, the same for all accounts and all spellings of one.")
}

func columnSchema(c *vocabulary.Column) map[string]any {
	var s map[string]any
	switch c.Form {
	case vocabulary.Number:
		s = map[string]any{"type": "number"}
	case vocabulary.Boolean:
		s = map[string]any{"type": "boolean"}
	case vocabulary.PrincipalReference:
		s = closed(
			map[string]any{
				"at": pathSchema(),
				"account": described(
					"string",
					"The key of an account: the sign-in name of a user, the invited address of a guest, or the text of the manifest.",
				),
				"person": personSchema(),
				"group":  described("string", "A group, tenant/name, or the id of an unlisted group."),
			},
		)
	case vocabulary.TeamReference:
		s = closed(map[string]any{
			"at":   pathSchema(),
			"name": described("string", "The name as written, in lower case."),
			"account": described(
				"string",
				"The key of an account: the sign-in name of a user, the invited address of a guest, or the text of the manifest.",
			),
			"person": personSchema(),
			"group":  described("string", "A group, tenant/name, or the id of an unlisted group."),
		})
	case vocabulary.Object:
		s = rowSchema(c.Columns, nil)
	case vocabulary.Rows:
		return listOf(rowSchema(c.Columns, nil))
	default:
		s = map[string]any{"type": "string"}
	}
	if !c.List {
		return s
	}
	if c.Form.IsReference() && c.Form != vocabulary.PrincipalReference && c.Form != vocabulary.TeamReference {
		s = closed(map[string]any{"at": pathSchema(), "key": described("string", "The key of the referenced object: a tenant's name, or tenant/name.")})
	}
	return listOf(s)
}
