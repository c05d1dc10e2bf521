package topology

// form says how a field is written in a manifest and what a policy sees of it.
type form uint8

const (
	text           form = iota // a string as written
	folded                     // a string that compares without case: lower case
	country                    // ISO 3166-1 alpha-2 or "EU": upper case
	number                     // a number
	boolean                    // true or false
	guid                       // lower case; the zero GUID and "" are none
	domain                     // lower case, IDNA, without final dot
	address                    // UPN or SMTP address: lower case
	link                       // a URL: the host alone, lower case
	tenantRef                  // the name of a tenant
	partnerRef                 // a tenant's name, or "*", "external" or the id of a tenant outside the topology
	environmentRef             // "tenant/environment"
	groupRef                   // "tenant/group"
	accountRef                 // the key of an account
	agreementRef               // the id of a volume licensing agreement
	principal                  // an object with "account" and "person", or "group" ("tenant/group")
	team                       // an object with "name", which is "account" or "group" too where it is one
	object                     // a nested object
	rows                       // a list of nested objects, each with "at" and "unknown"
	table                      // a list whose items are rows of a table of their own
)

// column is one field of an object of the vocabulary, as policies see it.
type column struct {
	name    string
	form    form
	list    bool
	columns []column // of object and rows
	single  bool     // of rows: one object may be written in place of a list
	table   string   // of table
	person  string   // of accountRef: the column that says which person the account is of
	absent  any      // what the field means when it is not written: a string or a bool
}

func one(f form, names ...string) []column {
	cs := make([]column, len(names))
	for i, n := range names {
		cs[i] = column{name: n, form: f}
	}
	return cs
}

func many(f form, names ...string) []column {
	cs := one(f, names...)
	for i := range cs {
		cs[i].list = true
	}
	return cs
}

func nested(name string, cs ...[]column) []column {
	return []column{{name: name, form: object, columns: columns(cs...)}}
}

func items(name string, cs ...[]column) []column {
	return []column{{name: name, form: rows, columns: columns(cs...)}}
}

func whose(name, person string) []column {
	return []column{{name: name, form: accountRef, person: person}}
}

func meaning(name string, f form, absent any) []column {
	return []column{{name: name, form: f, absent: absent}}
}

func tables(names ...string) []column {
	cs := make([]column, len(names))
	for i, n := range names {
		cs[i] = column{name: n, form: table, table: n}
	}
	return cs
}

func columns(cs ...[]column) []column {
	var all []column
	for _, c := range cs {
		all = append(all, c...)
	}
	return all
}

var megabytes = one(number, "databaseMB", "fileMB", "logMB")

var dataColumns = items("data",
	one(text, "name"), one(folded, "class"), one(country, "subjects"), many(text, "mustNotShareWith"))

var accessColumns = columns(
	nested("b2bCollaboration", one(text, "inbound", "outbound")),
	nested("b2bDirectConnect", one(text, "inbound", "outbound")),
	nested("inboundTrust", one(boolean, "mfa", "compliantDevice", "hybridJoinedDevice")),
	one(boolean, "automaticRedemption"))

// shapes holds the columns that each table takes over from the manifests, by table.
var shapes = map[string][]column{
	"tenants": columns(
		one(text, "name", "displayName", "affiliate", "reason"), one(country, "countryLetterCode"), one(guid, "id"),
		meaning("cloud", text, "public"), meaning("relationship", text, "internal"), meaning("primary", boolean, false),
		one(folded, "location", "exchangeOrganization"), many(folded, "allowedLocations"), one(number, "userCount"),
		nested("settings", one(text, "environmentCreation", "trialCreation", "developerCreation"), one(boolean, "environmentRouting")),
		nested("capacity", megabytes),
		nested("tenantIsolation", one(boolean, "enabled"),
			items("allowedTenants", one(partnerRef, "tenant"), one(boolean, "inbound", "outbound"))),
		tables("domains", "directorySync", "users", "administrators", "groups", "guests", "servicePrincipals",
			"subscriptions", "environments"),
		[]column{{name: "namespaces", form: table, table: "namespaces"}, {name: "crossTenantAccess", form: table, table: "crossTenantAccess"}}),
	"domains": columns(
		one(domain, "name"), one(boolean, "isInitial", "isDefault", "isRoot"), meaning("isVerified", boolean, true),
		one(text, "authenticationType"), nested("federation", one(text, "issuerUri"), one(domain, "forest"))),
	"directorySync": columns(
		meaning("engine", text, "connectSync"), one(domain, "server", "forest"), meaning("stagingMode", boolean, false),
		one(boolean, "hybridExchange", "deviceWriteback", "groupWriteback", "seamlessSso")),
	"users": columns(
		one(address, "userPrincipalName", "mail"), one(guid, "id"), one(text, "displayName", "onPremisesImmutableId"), one(country, "usageLocation"),
		one(folded, "region"), many(text, "licenses")),
	"administrators": columns(
		one(address, "userPrincipalName"), one(guid, "id"), one(groupRef, "group"), meaning("delegated", boolean, false), many(text, "roles")),
	"groups": columns(one(text, "name", "type", "source"), one(guid, "id"), many(principal, "members")),
	"guests": columns(
		one(address, "userPrincipalName", "mail"), one(guid, "id"), one(text, "displayName"), one(partnerRef, "homeTenant"), meaning("userType", text, "Guest"),
		one(text, "externalUserState"), one(country, "usageLocation"), many(text, "licenses")),
	"servicePrincipals": columns(one(guid, "appId", "objectId"), one(text, "displayName")),
	"subscriptions": columns(
		one(guid, "subscriptionId", "skuId"), one(text, "skuPartNumber"), one(agreementRef, "agreement"),
		one(number, "enabledUnits", "warningUnits", "suspendedUnits", "consumedUnits"),
		one(boolean, "trial")),
	"crossTenantAccess": columns(one(partnerRef, "tenant"), accessColumns),
	"environments": columns(
		one(text, "name", "displayName", "type", "stage", "locationReason", "environmentGroup", "billingPolicy", "enterprisePolicy"), one(guid, "id"),
		one(environmentRef, "copyOf"),
		one(folded, "location", "macroRegion", "azureRegion"), many(folded, "userRegions"), whose("owner", "ownerPerson"),
		one(boolean, "managed", "openToTenant"), one(groupRef, "securityGroup"), many(principal, "access"), many(text, "apps"),
		nested("dataverse", one(guid, "organizationId"), one(folded, "uniqueName"), one(link, "url"), one(number, "languageCode"),
			one(text, "currencyCode"), nested("consumption", megabytes), one(tenantRef, "capacityFrom")),
		dataColumns,
		nested("settings", one(boolean, "allowMovingDataAcrossRegions", "allowFlexRouting", "allowMicrosoft365Services",
			"allowBingSearch"))),
	"deployments": columns(
		one(text, "name", "scenario", "engine"), []column{{name: "devOps", form: rows, single: true, columns: columns(one(text, "organization"), one(tenantRef, "tenant"))}},
		nested("application", one(guid, "appId"), one(tenantRef, "tenant"), one(text, "signInAudience"),
			many(tenantRef, "adminConsent"), many(environmentRef, "applicationUsers")),
		nested("makerGroup", one(groupRef, "group"), many(text, "grants")),
		nested("adminTeams", one(team, "entra", "powerPlatform", "azureDevOps")),
		items("teams", one(text, "name", "role"), one(boolean, "external"), many(principal, "members")),
		items("makers", whose("user", "person"), one(environmentRef, "environment")),
		items("stages", one(text, "stage"), many(environmentRef, "environments")),
		one(environmentRef, "host"), meaning("crossGeoDeployments", boolean, false), one(team, "operators")),
	"masterData": columns(
		one(text, "name", "changePath"), one(team, "requesters"), many(text, "entities"), one(environmentRef, "master"),
		many(environmentRef, "scope"), items("flows", one(environmentRef, "from", "to")), dataColumns,
		nested("approval", items("levels", one(team, "team"), many(principal, "approvers")))),
	"topologies": columns(
		one(text, "name"),
		nested("globalAddressList", one(boolean, "consolidated"), nested("synchronization", one(text, "tool"))),
		tables("agreements", "collaboration", "connections", "residency", "licenseTransfers")),
	"agreements":       columns(one(text, "id", "program"), many(tenantRef, "tenants"), one(boolean, "multiTenantAmendment")),
	"collaboration":    columns(one(text, "feature"), one(tenantRef, "from", "to")),
	"connections":      columns(one(environmentRef, "from", "to"), one(text, "connector")),
	"residency":        columns(one(folded, "class"), one(text, "reason"), one(country, "subjects"), many(folded, "allowedLocations")),
	"licenseTransfers": columns(one(guid, "subscriptionId"), one(tenantRef, "from", "to")),
}
