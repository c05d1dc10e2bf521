package topology

import (
	"fmt"
	"maps"

	"github.com/tenantlint/tenantlint/internal/vocabulary"
)

// InputVersion is the version of the contract between the topology and the policies. It grows when
// a table, a column or an index goes or changes its meaning.
const InputVersion = 2

// computed are the columns of each table that no manifest holds: what follows from where an object
// stands and from the objects around it.
var computed = map[string]map[string]any{
	"tenants": {
		"develops": described(
			"boolean",
			"Whether a multiTenant deployment has its development stage here and the tenant is not the primary one; absent otherwise.",
		),
	},
	"deployments": {
		"tenants":           listOf(described("string", "A tenant in which the deployment has a stage or a maker.")),
		"developmentTenant": described("string", "The tenant in which its development stage stands, if it is one."),
	},
	"organizations": {
		"text":       described("string", "The organization as written."),
		"name":       described("string", "Its name in lower case; absent where the text is not a name or address of an organization."),
		"host":       described("string", "The host of an address that is not one of Azure DevOps; absent otherwise."),
		"deployment": described("string", "The deployment that names it. The column tenant is the one it is connected to."),
	},
	"pipelineUses": {
		"environment": described("string", "The environment, tenant/name."),
		"deployment":  described("string", "The deployment whose native pipelines use it."),
		"host":        described("string", "The host of these pipelines, tenant/name; absent where none is given."),
		"hostAt":      pathSchema(),
		"conflict":    described("string", "The hosts of the environment, where there are several; absent otherwise."),
		"source":      described("boolean", "Whether the pipelines deploy from it; absent where they deploy to it."),
		"maker":       described("boolean", "Whether it is that of a maker; absent for one of a stage."),
		"unknown":     closed(map[string]any{"host": flag}),
	},
	"dataSets": {
		"name":             described("string", "The name as written."),
		"class":            described("string", "The class."),
		"subjects":         described("string", "The country, or EU, of the people the data is about."),
		"mustNotShareWith": listOf(described("string", "A data set that must be kept elsewhere.")),
		"environment":      described("string", "The environment that holds the data set, tenant/name."),
		"key":              described("string", "The name in lower case."),
		"unknown":          closed(map[string]any{"name": flag, "class": flag, "subjects": flag, "mustNotShareWith": flag}),
		"component": described(
			"string",
			"The same for all environments that flows of this data set, connections and copies join, in any direction.",
		),
	},
	"secrets": {"looksLike": described("string", "What the value at this place looks like, with an article. Its text is in no table.")},
	"arrivals": {
		"name": described(
			"string",
			"A data set that is to be kept apart from another one, or that another one is to be kept apart from.",
		),
		"key":              described("string", "The name in lower case."),
		"environment":      described("string", "The environment that flows take it to, or the master that keeps it, tenant/name."),
		"mustNotShareWith": listOf(described("string", "A data set that must be kept elsewhere.")),
		"origin":           described("string", "The environment that it comes from, tenant/name."),
		"originAt":         pathSchema(),
		"by":               described("string", "What brings it: master data, connection or copy; absent of the master."),
		"of":               described("string", "The name of the master data set, or the connector."),
	},
	"unmatchedBans": {
		"name":       described("string", "A name under mustNotShareWith that no data set bears."),
		"dataSet":    described("string", "The data set that is to be kept apart."),
		"suggestion": described("string", "The data set that was probably meant."),
		"slip":       described("boolean", "Whether the name is a slip of the pen for it; absent otherwise."),
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
		"origin":   described("string", "The environment where the way begins, tenant/name."),
		"originAt": pathSchema(),
		"environment": described(
			"string",
			fmt.Sprintf(
				"The environment that the data reaches, tenant/name. Above %d rows and %d for each environment, residency/flow says that rows are missing.",
				mostDataFlows,
				dataFlowsPerEnvironment,
			),
		),
		"path": map[string]any{
			"type": "array", "items": hopSchema(),
			"description": fmt.Sprintf("The way, of which the last %d hops.", longestPath),
		},
	},
	"domains": {
		"registered": described("string", "The registrable domain that the name belongs to, by the Public Suffix List."),
	},
	"namespaces": {
		"name":     described("string", "The domain that is the name space."),
		"protocol": map[string]any{"description": "What the name space is for.", "enum": []any{"userPrincipalName", "smtp"}},
		"declared": described("boolean", "Whether the manifest lists the name space; else it follows from a verified domain."),
	},
	"administrators": {"person": personSchema()},
	"users": {
		"person":          personSchema(),
		"domain":          described("string", "The domain of the user principal name."),
		"external":        described("boolean", "Whether the name has the #EXT# that Entra ID gives to accounts of elsewhere; absent otherwise."),
		"access":          grantSchema("The environment that asks most of those that the user may enter, and where that is written."),
		"dataverseAccess": grantSchema("Such an environment with a Dataverse database, not for Teams, that the user may enter."),
	},
	"groups": {"key": described("string", "tenant/name.")},
	"guests": {
		"person":          personSchema(),
		"key":             described("string", "tenant/address."),
		"address":         described("string", "The address the guest was invited with: mail, or what the user principal name was made of."),
		"domains":         listOf(described("string", "A domain of the guest's addresses.")),
		"home":            described("string", "The home tenant, where it is one of the topology."),
		"access":          grantSchema("The environment that asks most of those that the guest may enter, and where that is written."),
		"dataverseAccess": grantSchema("Such an environment with a Dataverse database, not for Teams, that the guest may enter."),
	},
	"environments": {
		"key":        described("string", "tenant/name."),
		"noDatabase": described("boolean", "Whether the manifest says dataverse: null, no database; absent where it says nothing or has one."),
	},
	"crossTenantAccess": {
		"partner": described("string", "The partner: a tenant's name, the id of a tenant outside the topology, or \"default\"."),
	},
	"members": {
		"by":      described("string", "What names the account: group, environment, team, makers or owner."),
		"of":      described("string", "The name of what names it; of an environment tenant/name."),
		"account": described("string", "The key of the account: the sign-in name of a user, the invited address of a guest, or what is written."),
		"person":  described("string", "The person, equal for all accounts and all spellings of one."),
		"home":    described("string", "The tenant that the account belongs to, where the topology tells."),
		"guest":   described("string", "The key of the guest that the account is in the tenant."),
	},
	"groupUses": {
		"by": described(
			"string",
			"What uses the group: group, environment, tenant (for its administrators), team or administration team.",
		),
		"of":    described("string", "The name of what uses it; of an environment tenant/name."),
		"group": described("string", "The group, tenant/name."),
		"groupTenant": described(
			"string",
			"The tenant of the group; absent of one that nobody lists and that is named by its id. The column tenant is the user's, absent for a deployment over several tenants.",
		),
	},
}

// flag says that a column is unknown.
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
		"by": described("string", "What makes the way: master data, connection or copy."),
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
		"description": "A place: the number of the document in input.documents, then keys and indexes.",
	}
}

// InputSchema returns the JSON Schema (draft-07) of what policies see, as values that encode to
// JSON. OPA's type checker takes it, so that a policy which names a column that does not exist is
// refused before it runs.
func InputSchema() map[string]any {
	definitions := map[string]any{}
	properties := map[string]any{
		"version": described("number", "The version of this contract."),
		"part":    partSchema(),
		"documents": listOf(closed(map[string]any{
			"file": described("string", "The path of the file."), "document": described("number", "Which document of the file, from 0."),
			"kind": described("string", "The kind of the manifest."), "name": described("string", "The name of the manifest."),
		})),
	}
	for _, name := range Tables() {
		definitions[name] = rowSchema(columnsOf(name), computed[name])
		properties[name] = listOf(ref(name))
	}
	for _, c := range compared {
		definitions[c.changes] = rowSchema(nil, map[string]any{"before": ref(c.table), "after": ref(c.table)})
	}
	duplicates := map[string]any{}
	for _, s := range duplicateQuestions {
		g := closed(map[string]any{
			"key":     described("string", "The value that the rows share."),
			"written": described("string", "The same as the first row writes it."), "rows": listOf(ref(s.table)),
		})
		duplicates[s.name] = map[string]any{
			"type":        "array",
			"items":       g,
			"description": "Rows of " + s.table + " with " + s.doc + ", wherever two or more have it.",
		}
	}
	properties["duplicates"] = closed(duplicates)
	of := map[string]any{}
	for _, name := range perTenant {
		of[name] = listOf(ref(name))
	}
	properties["index"] = closed(map[string]any{
		"tenants":           mapOf(ref("tenants"), "Tenants by name."),
		"environments":      mapOf(ref("environments"), "Environments by key."),
		"groups":            mapOf(ref("groups"), "Groups by key."),
		"guests":            mapOf(ref("guests"), "Guests by key."),
		"accounts":          mapOf(listOf(ref("users")), "The users with a user principal name."),
		"people":            mapOf(listOf(ref("users")), "The users that are one person."),
		"administrators":    mapOf(listOf(ref("administrators")), "All that a person administers, by the person."),
		"agreements":        mapOf(listOf(ref("subscriptions")), "The subscriptions that name an agreement."),
		"agreementIds":      mapOf(ref("agreements"), "Agreements by id."),
		"deployments":       mapOf(listOf(ref("deployments")), "The deployments by each tenant in which they have a stage or a maker."),
		"domains":           mapOf(listOf(ref("domains")), "All declarations of a domain by its name."),
		"crossTenantAccess": mapOf(mapOf(ref("crossTenantAccess"), "Settings by partner."), "Settings by tenant."),
		"dataFlows":         mapOf(listOf(ref("dataFlows")), "The classified data that reaches an environment."),
		"masters":           mapOf(listOf(ref("masterData")), "The master data sets by their master."),
		"nested": mapOf(
			listOf(described("string", "A group that is a member.")),
			"The groups that are members of a group, of those that have any or are one.",
		),
		"topology":      ref("topologies"),
		"residency":     listOf(ref("residency")),
		"collaboration": listOf(ref("collaboration")),
		"changed":       changedSchema(),
		"byTenant":      mapOf(closed(of), "By tenant, its rows of each table; a table without rows is absent."),
	})
	top := closed(properties)
	top["$schema"] = "http://json-schema.org/draft-07/schema#"
	top["title"] = "What the policies of tenantlint see"
	top["definitions"] = definitions
	return top
}

// partSchema describes input.part, by which findings of other engines find their way back.
func partSchema() map[string]any {
	s := closed(map[string]any{
		"number": described("number", "Which part it is, from 1."), "of": described("number", "How many parts there are."),
		"manifests": described("string", "The digest of all manifests."),
	})
	s["description"] = "Which part of which topology this is, in what tenantlint input prints; absent in an evaluation of the program."
	return s
}

// changedSchema describes input.index.changed.
func changedSchema() map[string]any {
	tables := map[string]any{}
	for _, c := range changedBy {
		tables[c.name] = mapOf(listOf(ref(c.changes)), "The rows of "+c.changes+" by "+c.column.name()+".")
	}
	s := closed(tables)
	s["description"] = "What an earlier topology held differently; absent where none is compared."
	return s
}

func ref(table string) map[string]any { return map[string]any{"$ref": "#/definitions/" + table} }

func mapOf(values map[string]any, text string) map[string]any {
	return map[string]any{"type": "object", "additionalProperties": values, "description": text}
}

// rowSchema describes a row: the columns from the manifests, the computed ones, and those that
// every row has.
func rowSchema(cols []vocabulary.Column, more map[string]any) map[string]any {
	properties := map[string]any{
		"at":     pathSchema(),
		"tenant": described("string", "The tenant that the row belongs to."),
	}
	names, texts := map[string]any{}, []string{}
	for i := range cols {
		names[cols[i].Name] = flag
		if cols[i].Form != vocabulary.List {
			properties[cols[i].Name] = columnSchema(&cols[i])
		}
		if mayDiffer(&cols[i]) {
			texts = append(texts, cols[i].Name)
		}
		if cols[i].Person != "" {
			properties[cols[i].Person] = personSchema()
		}
	}
	properties["unknown"] = closed(names)
	if _, ok := more["account"]; ok {
		texts = append(texts, "account")
	}
	if len(texts) > 0 {
		properties["written"] = writtenSchema(texts...)
	}
	maps.Copy(properties, more)
	return closed(properties)
}

// mayDiffer says whether a value may be written otherwise than it compares.
func mayDiffer(c *vocabulary.Column) bool {
	switch c.Form {
	case vocabulary.Text,
		vocabulary.Number,
		vocabulary.Boolean,
		vocabulary.Object,
		vocabulary.Rows,
		vocabulary.List,
		vocabulary.PrincipalReference,
		vocabulary.TeamReference,
		vocabulary.AgreementReference:
		return false
	}
	return !c.List
}

func personSchema() map[string]any {
	return described("string", "The person, equal for all accounts and all spellings of one.")
}

func writtenSchema(columns ...string) map[string]any {
	texts := map[string]any{}
	for _, c := range columns {
		texts[c] = map[string]any{"type": "string"}
	}
	s := closed(texts)
	s["description"] = "The values that the manifest writes otherwise than they compare, as it writes them."
	return s
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
					"The key of an account: the sign-in name of a user, the invited address of a guest, or what is written.",
				),
				"person":  personSchema(),
				"written": writtenSchema("account"),
				"group":   described("string", "A group, tenant/name, or the id of one that nobody lists."),
			},
		)
	case vocabulary.TeamReference:
		s = closed(map[string]any{
			"at":   pathSchema(),
			"name": described("string", "The name as written, in lower case."),
			"account": described(
				"string",
				"The key of an account: the sign-in name of a user, the invited address of a guest, or what is written.",
			),
			"person":  personSchema(),
			"written": writtenSchema("account"),
			"group":   described("string", "A group, tenant/name, or the id of one that nobody lists."),
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
		s = closed(map[string]any{"at": pathSchema(), "key": described("string", "What is referred to: a tenant's name, or tenant/name.")})
	}
	return listOf(s)
}
