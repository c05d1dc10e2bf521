package conform

// mistakes are single mistakes: the text that follows the head of a manifest of some kind, and everything reported
// about it.
var mistakes = []struct{ name, kind, text, want string }{
	{
		"unknown key", "Tenant",
		"domains:\n  - name: contoso.com\n    authentification: Federated\n", `
			schema/unknown-key: unknown key "authentification" in a domain
			  7:5-21 did you mean "authenticationType"?
			  note: a domain takes: authenticationType, federation, isDefault, isInitial, isRoot, isVerified, name
			  fix: replace "authentification" with "authenticationType"
			`,
	},
	{
		"unknown key in quotes", "Tenant",
		"domains:\n  - name: contoso.com\n    'isdefault': true\n", `
			schema/unknown-key: unknown key "isdefault" in a domain
			  7:5-16 did you mean "isDefault"?
			  note: a domain takes: authenticationType, federation, isDefault, isInitial, isRoot, isVerified, name
			  fix: replace "isdefault" with "isDefault"
			`,
	},
	{
		"unknown key without a suggestion", "Tenant",
		"domains:\n  - name: contoso.com\n    colour: red\n", `
			schema/unknown-key: unknown key "colour" in a domain
			  7:5-11
			  note: a domain takes: authenticationType, federation, isDefault, isInitial, isRoot, isVerified, name
			`,
	},
	{
		"key of another object", "Tenant",
		"groups:\n  - name: makers\n    issuerUri: http://contoso.com/adfs\n", `
			schema/unknown-key: unknown key "issuerUri" in a group
			  7:5-14 belongs to a federation
			  note: a group takes: id, members, name, source, type
			`,
	},
	{
		"key of the object above", "Tenant",
		"namespaces:\n  smtp: [contoso.com]\n  exchangeOrganization: Contoso\n", `
			schema/unknown-key: unknown key "exchangeOrganization" in a namespace list
			  7:3-23 belongs to a tenant
			  note: a namespace list takes: smtp, userPrincipalName
			`,
	},
	{
		"key of several objects", "Tenant",
		"users:\n  - userPrincipalName: adele@contoso.com\n    forest: corp.contoso.com\n", `
			schema/unknown-key: unknown key "forest" in a user
			  7:5-11 belongs to a directory synchronization or a federation
			  note: a user takes: displayName, id, licenses, mail, onPremisesImmutableId, region, usageLocation, userPrincipalName
			`,
	},
	{
		"prefix of another key", "Environment",
		"dataverse:\n  unique: unq1\n", `
			schema/unknown-key: unknown key "unique" in a Dataverse database
			  7:3-9
			  note: a Dataverse database takes: capacityFrom, consumption, currencyCode, languageCode, organizationId, uniqueName, url
			`,
	},
	{
		"misspelled required key", "Tenant",
		"groups:\n  - nmae: makers\n", `
			schema/unknown-key: unknown key "nmae" in a group
			  6:5-9 did you mean "name"?
			  note: a group takes: id, members, name, source, type
			  fix: replace "nmae" with "name"
			`,
	},
	{
		"misspelled key, one of several required", "Tenant",
		"guests:\n  - userPrincipalname: bob@fabrikam.com\n", `
			schema/unknown-key: unknown key "userPrincipalname" in a guest
			  6:5-22 did you mean "userPrincipalName"?
			  note: a guest takes: displayName, externalUserState, homeTenant, id, licenses, mail, usageLocation, userPrincipalName, userType
			  fix: replace "userPrincipalname" with "userPrincipalName"
			`,
	},
	{
		"misspelling of an existing key", "Tenant",
		"userCount: 3\nuserCounts: 4\n", `
			schema/unknown-key: unknown key "userCounts" in a tenant
			  6:1-11
			  note: TAKES_TENANT
			`,
	},
	{
		"API name of a key", "Tenant",
		"environments:\n  - name: crm\n    environmentSku: Sandbox\n", `
			schema/unknown-key: unknown key "environmentSku" in an environment
			  7:5-19 did you mean "type"?
			  note: TAKES_ENVIRONMENT
			  fix: replace "environmentSku" with "type"
			`,
	},
	{
		"API name with an unsuitable value", "Tenant",
		"environments:\n  - name: crm\n    type: Sandbox\n    isManaged: Standard\n", `
			schema/unknown-key: unknown key "isManaged" in an environment
			  8:5-14 did you mean "managed"?
			  note: TAKES_ENVIRONMENT
			`,
	},
	{
		"API name in addition to the key", "Tenant",
		"environments:\n  - name: crm\n    type: Sandbox\n    sku: Sandbox\n", `
			schema/unknown-key: unknown key "sku" in an environment
			  8:5-8 called "type" here, which is given as well
			  note: TAKES_ENVIRONMENT
			`,
	},
	{
		"synonym of a key", "Tenant",
		"isolation: {enabled: true}\n", `
			schema/unknown-key: unknown key "isolation" in a tenant
			  5:1-10 did you mean "tenantIsolation"?
			  note: TAKES_TENANT
			  fix: replace "isolation" with "tenantIsolation"
			`,
	},
	{
		"ambiguous synonym of a key", "Tenant",
		"region: europe\n", `
			schema/unknown-key: unknown key "region" in a tenant
			  5:1-7 did you mean "location"?
			  note: TAKES_TENANT
			`,
	},
	{
		"key with another unit", "Tenant",
		"capacity: {databaseGB: 10}\n", `
			schema/unknown-key: unknown key "databaseGB" in a storage amount
			  5:12-22 did you mean "databaseMB"?
			  note: a storage amount takes: databaseMB, fileMB, logMB
			`,
	},
	{
		"misspelled key with a value of another type", "Tenant",
		"domain: contoso.com\n", `
			schema/unknown-key: unknown key "domain" in a tenant
			  5:1-7 did you mean "domains"?
			  note: TAKES_TENANT
			`,
	},
	{
		"similar short key", "Environment",
		"date: 2027-01-31\n", `
			schema/unknown-key: unknown key "date" in an environment
			  6:1-5
			  note: TAKES_DOCUMENT
			`,
	},
	{
		"object of another shape", "Tenant",
		"groups:\n  - {name: makers, ab: 1, cd: 2, ef: 3, gh: 4, ij: 5, ID: 3f2c9a54-1d7e-4b60-9a3c-8f5f0d1e2b47}\n", `
			schema/unknown-key: 5 unknown keys in a group: "ab", "cd", "ef", "gh", "ij"
			  6:20-22 the first of them
			  note: a group takes: id, members, name, source, type
			schema/unknown-key: unknown key "ID" in a group
			  6:55-57 did you mean "id"?
			  note: a group takes: id, members, name, source, type
			  fix: replace "ID" with "id"
			`,
	},
	{
		"synonym of a value", "Environment",
		"stage: prod\n", `
			schema/unknown-value: unknown value "prod" for "stage"
			  6:8-12 did you mean "production"?
			  note: "stage" takes: development, validation, test, production, training, host, other
			  fix: replace "prod" with "production"
			`,
	},
	{
		"ambiguous synonym of a value", "Environment",
		"stage: preprod\n", `
			schema/unknown-value: unknown value "preprod" for "stage"
			  6:8-15 did you mean "test"?
			  note: "stage" takes: development, validation, test, production, training, host, other
			`,
	},
	{
		"boolean for a string", "Tenant",
		"crossTenantAccess: {default: {b2bCollaboration: {inbound: true}}}\n", `
			schema/wrong-type: "inbound" must be a string, not true
			  5:59-63 did you mean "allowed"?
			  fix: replace true with allowed
			`,
	},
	{
		"misspelled value of an open vocabulary", "Tenant",
		"environments:\n  - {name: crm, type: Sandbx}\n", `
			schema/unknown-value: unknown value "Sandbx" for "type"
			  6:23-29 did you mean "Sandbox"?
			  note: "type" takes: Default, Production, Sandbox, Trial, SubscriptionBasedTrial, Developer, Teams, Support, Preview, Platform
			  fix: replace "Sandbx" with "Sandbox"
			`,
	},
	{
		"API name of a field in unknown", "Environment",
		"unknown: [securityGroupId]\n", `
			schema/unknown-value: unknown value "securityGroupId" in "unknown"
			  6:11-26 did you mean "securityGroup"?
			  note: "unknown" takes: UNKNOWN_ENVIRONMENT
			  fix: replace "securityGroupId" with "securityGroup"
			`,
	},
	{
		"value listed as unknown", "Environment",
		"owner: kim@contoso.com\nunknown: [owner, managed]\n", `
			schema/constraint: "owner" is given, and listed as unknown
			  7:11-16 remove it here, or the value there
			`,
	},
	{
		"reserved tenant name external", "Named",
		"name: external\n", `
			schema/invalid-format: a tenant cannot be named "external"
			  4:7-15 it stands for a home outside the topology; choose another name
			`,
	},
	{
		"reserved tenant name default", "Named",
		"name: default\n", `
			schema/invalid-format: a tenant cannot be named "default"
			  4:7-14 it stands for the settings that hold for all other tenants; choose another name
			`,
	},
	{
		"GUID for a tenant name", "Named",
		"name: 3f2c9a54-1d7e-4b60-9a3c-8f5f0d1e2b48\n", `
			schema/invalid-format: a tenant cannot be named like an id, "3f2c9a54-1d7e-4b60-9a3c-8f5f0d1e2b48"
			  4:7-43 a GUID is read as an id; choose a name that people say
			`,
	},
	{
		"zero GUID for a tenant id", "Nameless",
		"id: 00000000-0000-0000-0000-000000000000\n", `
			schema/invalid-format: the id of a tenant cannot be the zero GUID
			  4:5-41 it means none; write the tenant's id, or list "id" under "unknown"
			`,
	},
	{
		"unknown value", "Tenant",
		"domains:\n  - name: contoso.com\n    authenticationType: federated\n", `
			schema/unknown-value: unknown value "federated" for "authenticationType"
			  7:25-34 did you mean "Federated"?
			  note: "authenticationType" takes: Managed, Federated
			  fix: replace "federated" with "Federated"
			`,
	},
	{
		"unknown value in quotes", "Environment",
		"stage: \"prodution\"\n", `
			schema/unknown-value: unknown value "prodution" for "stage"
			  6:8-19 did you mean "production"?
			  note: "stage" takes: development, validation, test, production, training, host, other
			  fix: replace "prodution" with "production"
			`,
	},
	{
		"unknown value without a suggestion", "Tenant",
		"cloud: private\n", `
			schema/unknown-value: unknown value "private" for "cloud"
			  5:8-15
			  note: "cloud" takes: public, gcc, gcchigh, dod, china
			`,
	},
	{
		"unknown value in a list", "Deployment",
		"makerGroup:\n  group: contoso/makers\n  grants: [azuredevops, canvasApps]\n", `
			schema/unknown-value: unknown value "azuredevops" in "grants"
			  7:12-23 did you mean "azureDevOps"?
			  note: "grants" takes: azureDevOps, canvasApps, dataverseTables
			  fix: replace "azuredevops" with "azureDevOps"
			`,
	},
	{
		"unknown value where null is allowed", "Tenant",
		"guests:\n  - mail: bob@fabrikam.com\n    userType: Extern\n", `
			schema/unknown-value: unknown value "Extern" for "userType"
			  7:15-21
			  note: "userType" takes: Guest, Member
			`,
	},
	{
		"unknown field", "Environment",
		"unknown: [securityGroups]\n", `
			schema/unknown-value: unknown value "securityGroups" in "unknown"
			  6:11-25 did you mean "securityGroup"?
			  note: "unknown" takes: name, description, labels, id, displayName, type, copyOf, billingPolicy, enterprisePolicy, stage, location, macroRegion, azureRegion, locationReason, userRegions, owner, managed, environmentGroup, securityGroup, openToTenant, access, apps, dataverse, data, settings
			  fix: replace "securityGroups" with "securityGroup"
			`,
	},
	{
		"empty value", "Tenant",
		"groups:\n  - name: makers\n    source: \"\"\n", `
			schema/unknown-value: unknown value "" for "source"
			  7:13-15
			  note: "source" takes: cloud, onPremises
			`,
	},
	{
		"missing key", "Tenant",
		"groups:\n  - id: 3f2c9a54-1d7e-4b60-9a3c-8f5f0d1e2b47\n", `
			schema/missing-key: a group has no "name"
			  6:5-7 "name" is missing
			`,
	},
	{
		"missing key of an empty object", "Tenant",
		"groups: [{}]\n", `
			schema/missing-key: a group has no "name"
			  5:10-12 "name" is missing
			`,
	},
	{
		"missing end of a flow", "MasterData",
		"flows:\n  - from: contoso/sales\n", `
			schema/missing-key: flow "contoso/sales" has no "to"
			  7:11-24 "to" is missing
			`,
	},
	{
		"neither of two keys", "Tenant",
		"guests:\n  - homeTenant: fabrikam\n", `
			schema/missing-key: a guest has neither "userPrincipalName" nor "mail"
			  6:5-15 "userPrincipalName" or "mail" is missing
			`,
	},
	{
		"one of two keys empty", "Tenant",
		"guests:\n  - homeTenant: fabrikam\n    mail: \"\"\n", `
			schema/missing-key: a guest has neither "userPrincipalName" nor "mail"
			  6:5-15 "userPrincipalName" or "mail" is missing
			  note: an empty "mail" means none
			`,
	},
	{
		"null for one of three keys", "Tenant",
		"administrators:\n  - group: null\n    roles: [GlobalAdministrator]\n", `
			schema/missing-key: an administrator has none of "userPrincipalName", "id", "group"
			  6:5-10 one of "userPrincipalName", "id", "group" is missing
			  note: an empty "group" means none
			`,
	},
	{
		"number in quotes", "Tenant",
		"userCount: \"1200\"\n", `
			schema/wrong-type: "userCount" must be an integer, not a string
			  5:12-18 write it without quotes
			  fix: write it without quotes
			`,
	},
	{
		"fraction for an integer", "Tenant",
		"userCount: 12.5\n", `
			schema/wrong-type: "userCount" must be an integer, not 12.5
			  5:12-16
			`,
	},
	{
		"word for a number", "Tenant",
		"capacity: {databaseMB: much}\n", `
			schema/wrong-type: "databaseMB" must be a number, not a string
			  5:24-28
			`,
	},
	{
		"fraction in quotes", "Tenant",
		"capacity: {databaseMB: '10.5'}\n", `
			schema/wrong-type: "databaseMB" must be a number, not a string
			  5:24-30 write it without quotes
			  fix: write it without quotes
			`,
	},
	{
		"yes for true", "Tenant",
		"primary: yes\n", `
			schema/wrong-type: "primary" must be true or false, not a string
			  5:10-13 write true
			  note: "yes" is a boolean in YAML 1.1; YAML 1.2 reads it as a string
			  fix: write true
			`,
	},
	{
		"true in quotes", "Environment",
		"managed: \"false\"\n", `
			schema/wrong-type: "managed" must be true or false, not a string
			  6:10-17 write false
			  fix: write false
			`,
	},
	{
		"word for a boolean", "Environment",
		"managed: perhaps\n", `
			schema/wrong-type: "managed" must be true or false, not a string
			  6:10-17
			`,
	},
	{
		"number for a boolean", "Environment",
		"managed: 1\n", `
			schema/wrong-type: "managed" must be true or false, not an integer
			  6:10-11
			`,
	},
	{
		"number for a name", "Tenant",
		"groups:\n  - name: 2024\n", `
			schema/wrong-type: "name" must be a string, not an integer
			  6:11-15 write it in quotes
			  fix: write it in quotes
			`,
	},
	{
		"true for a string", "Tenant",
		"displayName: true\n", `
			schema/wrong-type: "displayName" must be a string or null, not true
			  5:14-18 write it in quotes
			  fix: write it in quotes
			`,
	},
	{
		"list for a string", "Tenant",
		"displayName: [Contoso]\n", `
			schema/wrong-type: "displayName" must be a string or null, not a list
			  5:14-23
			`,
	},
	{
		"no value for a string", "Tenant",
		"groups:\n  - name:\n", `
			schema/wrong-type: "name" must be a string, not null
			  6:5-9 no value is given
			`,
	},
	{
		"single value for a list", "Tenant",
		"allowedLocations: europe\n", `
			schema/wrong-type: "allowedLocations" must be a list, not a string
			  5:19-25 write it as a list
			  fix: write it as a list
			`,
	},
	{
		"single value in quotes for a list", "Tenant",
		"allowedLocations: \"europe\"\n", `
			schema/wrong-type: "allowedLocations" must be a list, not a string
			  5:19-27 write it as a list
			  fix: write it as a list
			`,
	},
	{
		"mapping for a list", "Tenant",
		"domains:\n  name: contoso.com\n", `
			schema/wrong-type: "domains" must be a list, not a mapping
			  6:3-20 write it as a list
			`,
	},
	{
		"no value for a list", "Tenant",
		"domains:\n", `
			schema/wrong-type: "domains" must be a list, not null
			  5:1-8 write [] for an empty list
			`,
	},
	{
		"null for a list", "Tenant",
		"domains: null\n", `
			schema/wrong-type: "domains" must be a list, not null
			  5:10-14 write [] for an empty list
			`,
	},
	{
		"list for a mapping", "Tenant",
		"capacity: [1, 2, 3]\n", `
			schema/wrong-type: "capacity" must be a mapping, not a list
			  5:11-20
			`,
	},
	{
		"string for a mapping", "Tenant",
		"domains: [contoso.com]\n", `
			schema/wrong-type: an item of "domains" must be a mapping, not a string
			  5:11-22 write it as a mapping with "name"
			`,
	},
	{
		"string for a database", "Environment",
		"dataverse: none\n", `
			schema/wrong-type: "dataverse" must be a mapping or null, not a string
			  6:12-16
			`,
	},
	{
		"number for a label", "Tenant",
		"labels:\n  costCenter: 4711\n", `
			schema/wrong-type: "costCenter" must be a string, not an integer
			  6:15-19 write it in quotes
			  fix: write it in quotes
			`,
	},
	{
		"invalid GUID", "Tenant",
		"groups:\n  - {name: makers, id: 3f2c9a54}\n", `
			schema/invalid-format: "id" must be a GUID, not "3f2c9a54"
			  6:24-32 expected 8-4-4-4-12 hexadecimal digits
			`,
	},
	{
		"GUID in braces", "Tenant",
		"servicePrincipals:\n  - appId: '{3f2c9a54-1d7e-4b60-9a3c-8f5f0d1e2b47}'\n", `
			schema/invalid-format: "appId" must be a GUID, not "{3f2c9a54-1d7e-4b60-9a3c-8f5f0d1e2b47}"
			  6:12-52 did you mean "3f2c9a54-1d7e-4b60-9a3c-8f5f0d1e2b47"?
			  note: expected 8-4-4-4-12 hexadecimal digits
			  fix: replace "{3f2c9a54-1d7e-4b60-9a3c-8f5f0d1e2b47}" with "3f2c9a54-1d7e-4b60-9a3c-8f5f0d1e2b47"
			`,
	},
	{
		"invalid environment id", "Environment",
		"id: Default-contoso\n", `
			schema/invalid-format: "id" must be an environment id, not "Default-contoso"
			  6:5-20 expected a GUID, or Default- and a GUID
			`,
	},
	{
		"invalid domain", "Tenant",
		"domains:\n  - name: contoso\n", `
			schema/invalid-format: "name" must be a domain, not "contoso"
			  6:11-18 expected a name like contoso.com
			`,
	},
	{
		"address for a domain", "Tenant",
		"namespaces:\n  smtp: ['@contoso.com']\n", `
			schema/invalid-format: an item of "smtp" must be a domain, not "@contoso.com"
			  6:10-24 did you mean "contoso.com"?
			  note: expected a name like contoso.com
			  fix: replace "@contoso.com" with "contoso.com"
			`,
	},
	{
		"invalid sign-in name", "Tenant",
		"administrators:\n  - userPrincipalName: admin\n", `
			schema/invalid-format: "userPrincipalName" must be a sign-in name, not "admin"
			  6:24-29 expected name@domain
			`,
	},
	{
		"invalid mail address", "Tenant",
		"guests:\n  - mail: bob at fabrikam.com\n", `
			schema/invalid-format: "mail" must be a mail address, not "bob at fabrikam.com"
			  6:11-30 expected name@domain
			`,
	},
	{
		"URL without a scheme", "Environment",
		"dataverse: {url: contoso.crm4.dynamics.com}\n", `
			schema/invalid-format: "url" must be a URL, not "contoso.crm4.dynamics.com"
			  6:18-43 did you mean "https://contoso.crm4.dynamics.com"?
			  note: expected https:// and a host
			  fix: replace "contoso.crm4.dynamics.com" with "https://contoso.crm4.dynamics.com"
			`,
	},
	{
		"URI without a scheme", "Tenant",
		"domains:\n  - name: contoso.com\n    federation: {issuerUri: adfs}\n", `
			schema/invalid-format: "issuerUri" must be a URI, not "adfs"
			  7:29-33 expected a scheme and what it needs, like https://contoso.com/ or urn:contoso
			`,
	},
	{
		"country name for a code", "Tenant",
		"countryLetterCode: Germany\n", `
			schema/invalid-format: "countryLetterCode" must be a country code, not "Germany"
			  5:20-27 did you mean "DE"?
			  note: expected two letters
			  fix: replace "Germany" with "DE"
			`,
	},
	{
		"UK for a country", "Tenant",
		"countryLetterCode: UK\n", `
			schema/invalid-format: "countryLetterCode" must be a country code, not "UK"
			  5:20-22 did you mean "GB"?
			  note: expected two letters
			  fix: replace "UK" with "GB"
			`,
	},
	{
		"unknown country", "Tenant",
		"countryLetterCode: Atlantis\n", `
			schema/invalid-format: "countryLetterCode" must be a country code, not "Atlantis"
			  5:20-28 expected two letters
			`,
	},
	{
		"currency name for a code", "Environment",
		"dataverse: {currencyCode: Euro}\n", `
			schema/invalid-format: "currencyCode" must be a currency code, not "Euro"
			  6:27-31 did you mean "EUR"?
			  note: expected three letters
			  fix: replace "Euro" with "EUR"
			`,
	},
	{
		"Azure region for a location", "Environment",
		"location: West Europe\n", `
			schema/invalid-format: "location" must be one word, not "West Europe"
			  6:11-22 did you mean "europe"?
			  note: expected letters, digits, ".", "_" and "-"
			`,
	},
	{
		"display name of a location", "Environment",
		"location: United States\n", `
			schema/invalid-format: "location" must be one word, not "United States"
			  6:11-24 did you mean "unitedstates"?
			  note: expected letters, digits, ".", "_" and "-"
			  fix: replace "United States" with "unitedstates"
			`,
	},
	{
		"role with spaces", "Tenant",
		"administrators:\n  - userPrincipalName: admin@contoso.com\n    roles: [Global Administrator]\n", `
			schema/unknown-value: unknown value "Global Administrator" in "roles"
			  7:13-33 did you mean "GlobalAdministrator"?
			  note: "roles" takes: GlobalAdministrator, PowerPlatformAdministrator, Dynamics365Administrator, CompanyAdministrator, TenantAdministrator, PowerPlatformServiceAdministrator, Dynamics365ServiceAdministrator, CRMServiceAdministrator
			  fix: replace "Global Administrator" with "GlobalAdministrator"
			`,
	},
	{
		"invalid environment name", "Tenant",
		"environments:\n  - name: Sales Prod\n    type: Production\n", `
			schema/invalid-format: "name" must be a short name, not "Sales Prod"
			  6:11-21 did you mean "sales-prod"?
			  note: expected lower-case letters, digits, ".", "_" and "-", at most 63
			  fix: replace "Sales Prod" with "sales-prod"
			`,
	},
	{
		"invalid tenant reference", "Tenant",
		"tenantIsolation:\n  enabled: true\n  allowedTenants:\n    - tenant: '**'\n", `
			schema/invalid-format: "tenant" must be a tenant reference or "*", not "**"
			  8:15-19 expected the tenant's name, id or verified domain, or "*" for all
			`,
	},
	{
		"environment reference without a tenant", "Deployment",
		"host: sales\n", `
			schema/invalid-format: "host" must be an environment reference, not "sales"
			  5:7-12 expected tenant/environment, its id, or its Dataverse host
			`,
	},
	{
		"invalid group reference", "Environment",
		"securityGroup: a/b/c\n", `
			schema/invalid-format: "securityGroup" must be a group reference, not "a/b/c"
			  6:16-21 expected the group's name, tenant/name, or its id
			`,
	},
	{
		"invalid principal", "Environment",
		"access: [adele]\n", `
			schema/invalid-format: an item of "access" must be an account or a group, not "adele"
			  6:10-15 expected name@domain, group:NAME, group:TENANT/NAME or an object id
			`,
	},
	{
		"invalid team reference", "MasterData",
		"requesters: a/b/c\n", `
			schema/invalid-format: "requesters" must be a group or an account, not "a/b/c"
			  6:13-18 expected a group's name, tenant/name or id, or name@domain
			`,
	},
	{
		"long value", "Environment",
		"location: x yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx y\n", `
			schema/invalid-format: "location" must be one word, not "x yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx …"
			  6:11-131 expected letters, digits, ".", "_" and "-"
			`,
	},
	{
		"number below the minimum", "Tenant",
		"subscriptions:\n  - skuPartNumber: SPE_E5\n    enabledUnits: -1\n", `
			schema/constraint: "enabledUnits" must be at least 0, not -1
			  7:19-21
			`,
	},
	{
		"number above the maximum", "Tenant",
		"subscriptions:\n  - skuPartNumber: SPE_E5\n    enabledUnits: 2000000000000\n", `
			schema/constraint: "enabledUnits" must be at most 1000000000000, not 2000000000000
			  7:19-32
			`,
	},
	{
		"a number with a billion digits", "Tenant",
		"capacity: {logMB: 1e999999999}\n", `
			schema/constraint: "logMB" must be at most 1000000000000, not 1e999999999
			  5:19-30
			`,
	},
	{
		"fraction below the minimum", "Tenant",
		"capacity: {logMB: -0.5}\n", `
			schema/constraint: "logMB" must be at least 0, not -0.5
			  5:19-23
			`,
	},
	{
		"empty string", "Topology",
		"agreements:\n  - id: ''\n", `
			schema/constraint: "id" must not be empty
			  5:9-11
			`,
	},
	{
		"empty name of a data set", "MasterData",
		"unknown: [entities]\ndata:\n  - name: ''\n", `
			schema/constraint: "name" must not be empty
			  8:11-13
			`,
	},
	{
		"item repeated once", "Tenant",
		"allowedLocations: [europe, japan, europe]\n", `
			schema/constraint: "allowedLocations" lists "europe" twice
			  5:20-26 first here
			  5:35-41 again here
			  fix: keep only the first "europe"
			`,
	},
	{
		"item repeated twice", "Tenant",
		"userCount: 3\nallowedLocations:\n  - europe\n  - europe\n  - japan\n  - europe\n", `
			schema/constraint: "allowedLocations" lists "europe" 3 times
			  7:5-11 first here
			  8:5-11 again here
			  10:5-11 again here
			  fix: keep only the first "europe"
			`,
	},
	{
		"number for an enum", "Tenant",
		"cloud: 5\n", `
			schema/wrong-type: "cloud" must be a string, not an integer
			  5:8-9
			`,
	},
	{
		"escaped value", "Tenant",
		"domains:\n  - name: contoso.com\n    authenticationType: \"manage\\x64\"\n", `
			schema/unknown-value: unknown value "managed" for "authenticationType"
			  7:25-37 did you mean "Managed"?
			  note: "authenticationType" takes: Managed, Federated
			`,
	},
	{
		"mistake reached through an alias", "Tenant",
		"labels: &l {team: 1}\nenvironments:\n  - {name: sales, type: Sandbox, labels: *l}\n", `
			schema/wrong-type: "team" must be a string, not an integer
			  5:19-20 write it in quotes
			  fix: write it in quotes
			`,
	},
}
