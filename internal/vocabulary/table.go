package vocabulary

import "strings"

// Table describes one type of object: a manifest, or the items of a list in one. Each object is a row of the table.
type Table struct {
	// Name is the name of the table and the key of the list.
	Name string
	// Kind is the manifest kind of such objects; "" if they only occur in a list.
	Kind string
	// Noun is what messages call one object.
	Noun string
	// Scope is the table whose objects contain the list; "" for manifests that belong to no other object.
	Scope string
	// NameColumn is the column whose values are unique within the scope, IDColumn the column with the id; "" if there
	// is none.
	NameColumn, IDColumn string
	// Definition is the name of its definition in the JSON Schema.
	Definition string
	// API is the documented source of such objects in an export; "" if no API returns them.
	API string
	// Nested is true if the list is not a plain list of such objects; its definition in the schema describes its
	// structure.
	Nested bool
	// Columns are the fields. For a list with its own table, the column has the name of that table.
	Columns []Column
}

var megabytes = one(Number, "databaseMB", "fileMB", "logMB")

var dataColumns = items("data",
	one(Text, "name"), one(CaseInsensitive, "class"), one(Country, "subjects"), many(Text, "mustNotShareWith"))

// AccessSettings are the columns of cross-tenant access settings, which are the same for partners and defaults.
var AccessSettings = columns(
	nested("b2bCollaboration", one(Text, "inbound", "outbound")),
	nested("b2bDirectConnect", one(Text, "inbound", "outbound")),
	nested("inboundTrust", one(Boolean, "mfa", "compliantDevice", "hybridJoinedDevice")),
	one(Boolean, "automaticRedemption"))

// tables contains all tables: those of manifests first, then the lists in the order of the manifests.
var tables = []Table{
	{
		Name: "tenants", Kind: "Tenant", Noun: "tenant", NameColumn: "name", IDColumn: "id",
		Definition: "tenant", API: "Microsoft Graph organization",
		Columns: columns(
			one(Text, "name", "displayName", "affiliate", "reason"), one(Country, "countryLetterCode"), one(GUID, "id"),
			meaning("cloud", Text, "public"), meaning("relationship", Text, "internal"), meaning("primary", Boolean, false),
			one(CaseInsensitive, "location", "exchangeOrganization"), many(CaseInsensitive, "allowedLocations"), one(Number, "userCount"),
			nested("settings", one(Text, "environmentCreation", "trialCreation", "developerCreation"), one(Boolean, "environmentRouting")),
			nested("capacity", megabytes),
			nested("tenantIsolation", one(Boolean, "enabled"),
				items("allowedTenants", one(PartnerReference, "tenant"), one(Boolean, "inbound", "outbound")))),
	},
	{
		Name: "environments", Kind: "Environment", Noun: "environment", Scope: "tenants", NameColumn: "name", IDColumn: "id",
		Definition: "environment", API: "Power Platform admin API environment",
		Columns: columns(
			one(
				Text,
				"name",
				"displayName",
				"type",
				"stage",
				"locationReason",
				"environmentGroup",
				"billingPolicy",
				"enterprisePolicy",
			),
			one(GUID, "id"),
			one(EnvironmentReference, "copyOf"),
			one(CaseInsensitive, "location", "macroRegion", "azureRegion"),
			many(CaseInsensitive, "userRegions"),
			whose("owner", "ownerPerson"),
			one(Boolean, "managed", "openToTenant"),
			one(GroupReference, "securityGroup"),
			many(PrincipalReference, "access"),
			many(Text, "apps"),
			nested("dataverse", one(GUID, "organizationId"), one(CaseInsensitive, "uniqueName"), one(URLHost, "url"), one(Number, "languageCode"),
				one(Text, "currencyCode"), nested("consumption", megabytes), one(TenantReference, "capacityFrom")),
			dataColumns,
			nested("settings", one(Boolean, "allowMovingDataAcrossRegions", "allowFlexRouting", "allowMicrosoft365Services",
				"allowBingSearch")),
		),
	},
	{
		Name: "deployments", Kind: "Deployment", Noun: "deployment", NameColumn: "name",
		Definition: "deployment",
		Columns: columns(
			one(Text, "name", "scenario", "engine"), itemsOrOne("devOps", one(Text, "organization"), one(TenantReference, "tenant")),
			nested("application", one(GUID, "appId"), one(TenantReference, "tenant"), one(Text, "signInAudience"),
				many(TenantReference, "adminConsent"), many(EnvironmentReference, "applicationUsers")),
			nested("makerGroup", one(GroupReference, "group"), many(Text, "grants")),
			nested("adminTeams", one(TeamReference, "entra", "powerPlatform", "azureDevOps")),
			items("teams", one(Text, "name", "role"), one(Boolean, "external"), many(PrincipalReference, "members")),
			items("makers", whose("user", "person"), one(EnvironmentReference, "environment")),
			items("stages", one(Text, "stage"), many(EnvironmentReference, "environments")),
			one(EnvironmentReference, "host"), meaning("crossGeoDeployments", Boolean, false), one(TeamReference, "operators")),
	},
	{
		Name: "masterData", Kind: "MasterData", Noun: "master data set", NameColumn: "name",
		Definition: "masterData",
		Columns: columns(
			one(Text, "name", "changePath"), one(TeamReference, "requesters"), many(Text, "entities"), one(EnvironmentReference, "master"),
			many(EnvironmentReference, "scope"), items("flows", one(EnvironmentReference, "from", "to")), dataColumns,
			nested("approval", items("levels", one(TeamReference, "team"), many(PrincipalReference, "approvers")))),
	},
	{
		Name: "topologies", Kind: "Topology", Noun: "manifest of kind Topology", NameColumn: "name",
		Definition: "topology",
		Columns: columns(
			one(Text, "name"),
			nested("globalAddressList", one(Boolean, "consolidated"), nested("synchronization", one(Text, "tool")))),
	},
	{
		Name: "domains", Noun: "domain", Scope: "tenants", NameColumn: "name",
		Definition: "domain", API: "Microsoft Graph domain",
		Columns: columns(
			one(Domain, "name"), one(Boolean, "isInitial", "isDefault", "isRoot"), meaning("isVerified", Boolean, true),
			one(Text, "authenticationType"), nested("federation", one(Text, "issuerUri"), one(Domain, "forest"))),
	},
	{
		Name: "directorySync", Noun: "directory synchronization", Scope: "tenants",
		Definition: "directorySync", API: "Microsoft Entra Connect",
		Columns: columns(
			meaning("engine", Text, "connectSync"), one(Domain, "server", "forest"), meaning("stagingMode", Boolean, false),
			one(Boolean, "hybridExchange", "deviceWriteback", "groupWriteback", "seamlessSso")),
	},
	{
		Name: "users", Noun: "user", Scope: "tenants", NameColumn: "userPrincipalName", IDColumn: "id",
		Definition: "user", API: "Microsoft Graph user",
		Columns: columns(
			one(
				Address,
				"userPrincipalName",
				"mail",
			),
			one(GUID, "id"),
			one(Text, "displayName", "onPremisesImmutableId"),
			one(Country, "usageLocation"),
			one(CaseInsensitive, "region"),
			many(Text, "licenses"),
		),
	},
	{
		Name: "administrators", Noun: "administrator", Scope: "tenants", NameColumn: "userPrincipalName",
		Definition: "administrator", API: "Microsoft Graph directoryRole, members",
		Columns: columns(
			one(
				Address,
				"userPrincipalName",
			),
			one(GUID, "id"),
			one(GroupReference, "group"),
			meaning("delegated", Boolean, false),
			many(Text, "roles"),
		),
	},
	{
		Name: "groups", Noun: "group", Scope: "tenants", NameColumn: "name", IDColumn: "id",
		Definition: "group", API: "Microsoft Graph group",
		Columns: columns(one(Text, "name", "type", "source"), one(GUID, "id"), many(PrincipalReference, "members")),
	},
	{
		Name: "guests", Noun: "guest", Scope: "tenants", NameColumn: "userPrincipalName", IDColumn: "id",
		Definition: "guest", API: "Microsoft Graph user of type Guest",
		Columns: columns(
			one(
				Address,
				"userPrincipalName",
				"mail",
			),
			one(GUID, "id"),
			one(Text, "displayName"),
			one(PartnerReference, "homeTenant"),
			meaning("userType", Text, "Guest"),
			one(Text, "externalUserState"),
			one(Country, "usageLocation"),
			many(Text, "licenses"),
		),
	},
	{
		Name: "servicePrincipals", Noun: "service principal", Scope: "tenants", IDColumn: "objectId",
		Definition: "servicePrincipal", API: "Microsoft Graph servicePrincipal",
		Columns: columns(one(GUID, "appId", "objectId"), one(Text, "displayName")),
	},
	{
		Name: "subscriptions", Noun: "subscription", Scope: "tenants", NameColumn: "subscriptionId",
		Definition: "subscription", API: "Microsoft Graph companySubscription and subscribedSku",
		Columns: columns(
			one(GUID, "subscriptionId", "skuId"), one(Text, "skuPartNumber"), one(AgreementReference, "agreement"),
			one(Number, "enabledUnits", "warningUnits", "suspendedUnits", "consumedUnits"),
			one(Boolean, "trial")),
	},
	{
		Name: "namespaces", Noun: "name space", Scope: "tenants", Definition: "namespaces", Nested: true,
	},
	{
		Name: "crossTenantAccess", Noun: "cross-tenant access setting", Scope: "tenants",
		Definition: "crossTenantAccess", API: "Microsoft Graph crossTenantAccessPolicy", Nested: true,
		Columns: columns(one(PartnerReference, "tenant"), AccessSettings),
	},
	{
		Name: "agreements", Noun: "agreement", Scope: "topologies", NameColumn: "id",
		Definition: "agreement",
		Columns:    columns(one(Text, "id", "program"), many(TenantReference, "tenants"), one(Boolean, "multiTenantAmendment")),
	},
	{
		Name: "collaboration", Noun: "collaboration", Scope: "topologies",
		Definition: "collaboration",
		Columns:    columns(one(Text, "feature"), one(TenantReference, "from", "to")),
	},
	{
		Name: "connections", Noun: "connection", Scope: "topologies",
		Definition: "connection",
		Columns:    columns(one(EnvironmentReference, "from", "to"), one(Text, "connector")),
	},
	{
		Name:       "residency",
		Noun:       "residency entry",
		Scope:      "topologies",
		Definition: "residency",
		Columns: columns(
			one(CaseInsensitive, "class"),
			one(Text, "reason"),
			one(Country, "subjects"),
			many(CaseInsensitive, "allowedLocations"),
		),
	},
	{
		Name: "licenseTransfers", Noun: "license transfer", Scope: "topologies",
		Definition: "licenseTransfer",
		Columns:    columns(one(GUID, "subscriptionId"), one(TenantReference, "from", "to")),
	},
}

var byName = func() map[string]*Table {
	m := make(map[string]*Table, len(tables))
	for i := range tables {
		t := &tables[i]
		m[t.Name] = t
		if scope := m[t.Scope]; scope != nil {
			scope.Columns = append(scope.Columns, Column{Name: t.Name, Form: List})
		}
	}
	return m
}()

// Tables returns all tables. The result must not be modified.
func Tables() []Table { return tables }

// Of returns the table with the given name, or nil.
func Of(name string) *Table { return byName[name] }

// OfKind returns the table of a manifest kind, or nil if there is no such kind.
func OfKind(kind string) *Table {
	for i := range tables {
		if tables[i].Kind == kind && kind != "" {
			return &tables[i]
		}
	}
	return nil
}

// Kinds returns the manifest kinds, the most common first.
func Kinds() []string {
	var kinds []string
	for i := range tables {
		if tables[i].Kind != "" {
			kinds = append(kinds, tables[i].Kind)
		}
	}
	return kinds
}

// Lists returns the tables of the lists in the objects of scope.
func Lists(scope string) []*Table {
	var lists []*Table
	for i := range tables {
		if tables[i].Scope == scope {
			lists = append(lists, &tables[i])
		}
	}
	return lists
}

// Column returns the column with the given name, or nil.
func (t *Table) Column(name string) *Column { return ColumnOf(t.Columns, name) }

// everyday contains keys that manifests of any tool may have.
var everyday = map[string]bool{"id": true, "type": true, "location": true, "owner": true, "reason": true}

// DistinctiveKeys returns the top-level keys that distinguish a manifest from another tool's document.
func (t *Table) DistinctiveKeys() []string {
	var keys []string
	for i := range t.Columns {
		if name := t.Columns[i].Name; !everyday[name] {
			keys = append(keys, name)
		}
	}
	if t.Scope != "" {
		keys = append(keys, strings.TrimSuffix(t.Scope, "s"))
	}
	return keys
}
