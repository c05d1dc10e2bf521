package importer

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/pattern"
	"github.com/tenantlint/tenantlint/internal/secret"
)

// form is one form of export.
type form struct {
	// name is used by --from and in messages; noun is the noun for one of the objects.
	name, noun string
	// rank orders sources by quality: of two contradictory values the one of the higher rank is used.
	rank int
	// complete is true if exports of this form are complete lists, unless they are paged.
	complete bool
	read     func(*reader, *export)
	// tenantIDs returns the tenant ids in the export.
	tenantIDs func(*export) []string
}

// The ranks of sources. The admin API of Power Platform and Microsoft Graph are the most complete ones.
const (
	rankPlan = iota
	rankSketch
	rankPac
	rankScuba
	rankState
	rankPlatform
	rankAdmin
)

// forms returns all forms in the order in which they are read: forms that others refer to come first.
func forms() []*form { return allForms }

var allForms []*form

func init() { //nolint:gochecknoinits // the readers refer to the table that refers to them
	allForms = []*form{
		{name: "graph organization", noun: "organization", rank: rankAdmin, complete: true, read: readOrganization, tenantIDs: idsAt("id")},
		{name: "graph domains", noun: "domain", rank: rankAdmin, complete: true, read: readDomains},
		{name: "graph federationConfiguration", noun: "federation", rank: rankAdmin, read: readFederation},
		{
			name:      "graph onPremisesSynchronization",
			noun:      "synchronization",
			rank:      rankAdmin,
			complete:  true,
			read:      readSynchronization,
			tenantIDs: idsAt("id"),
		},
		{name: "graph users", noun: "user", rank: rankAdmin, complete: true, read: readUsers},
		{name: "graph groups", noun: "group", rank: rankAdmin, complete: true, read: readGroups},
		{name: "graph members", noun: "member", rank: rankAdmin, read: readMembers},
		{name: "graph directoryRoles", noun: "role", rank: rankAdmin, read: readRoles},
		{name: "graph servicePrincipals", noun: "service principal", rank: rankAdmin, complete: true, read: readServicePrincipals},
		{name: "graph applications", noun: "application", rank: rankAdmin, read: readApplications},
		{name: "graph subscribedSkus", noun: "license", rank: rankAdmin, complete: true, read: readSkus, tenantIDs: idsAt("accountId")},
		{name: "graph subscriptions", noun: "subscription", rank: rankPlatform, complete: true, read: readSubscriptions},
		{name: "graph crossTenantAccessPolicy default", noun: "policy", rank: rankAdmin, complete: true, read: readAccessDefault},
		{name: "graph crossTenantAccessPolicy partners", noun: "partner", rank: rankAdmin, complete: true, read: readAccessPartners},
		{name: "bap tenant", noun: "tenant", rank: rankAdmin, read: readPlatformTenant, tenantIDs: idsAt("tenantId")},
		{name: "tenant settings", noun: "set of settings", rank: rankAdmin, read: readTenantSettings},
		{name: "tenant isolation", noun: "policy", rank: rankAdmin, read: readIsolation, tenantIDs: isolationIDs},
		{name: "tenant capacity", noun: "capacity", rank: rankAdmin, read: readCapacity, tenantIDs: idsAt("tenantId")},
		{name: "environment groups", noun: "environment group", rank: rankAdmin, read: readEnvironmentGroups},
		{name: "bap environments", noun: "environment", rank: rankAdmin, complete: true, read: readEnvironments, tenantIDs: environmentIDs},
		{name: "powershell environments", noun: "environment", rank: rankAdmin, complete: true, read: readPowerShell, tenantIDs: environmentIDs},
		{
			name:      "powerplatform environments",
			noun:      "environment",
			rank:      rankPlatform,
			complete:  true,
			read:      readPlatformEnvironments,
			tenantIDs: idsAt("tenantId"),
		},
		{name: "terraform state", noun: "resource", rank: rankState, read: readTerraform, tenantIDs: terraformIDs},
		{name: "terraform plan", noun: "resource", rank: rankPlan, read: readTerraform, tenantIDs: terraformIDs},
		{name: "scubagear", noun: "tenant", rank: rankScuba, read: readScuba, tenantIDs: scubaIDs},
		{name: "bap environments of a user", noun: "environment", rank: rankPac, read: readEnvironments, tenantIDs: environmentIDs},
		{name: "powerapps environments", noun: "environment", rank: rankPac, read: readEnvironments, tenantIDs: environmentIDs},
		{name: "pac admin list", noun: "environment", rank: rankPac, complete: true, read: readPac, tenantIDs: pacIDs},
		{name: "pac env list", noun: "environment", rank: rankPac, read: readPac, tenantIDs: pacIDs},
		{name: "azure devops service connections", noun: "service connection", rank: rankSketch, read: readConnections},
		{name: "alm accelerator settings", noun: "stage", rank: rankSketch, read: readAccelerator},
		{name: "coe settings", noun: "setting", rank: rankSketch, read: readCoE},
		{name: "data policies", noun: "data policy"},
		{name: "locations", noun: "location"},
		{name: "solution deployment settings", noun: "set of settings"},
	}
}

// Forms returns the names of the forms that --from accepts.
func Forms() []string {
	var names []string
	for _, k := range forms() {
		if k.read != nil {
			names = append(names, strings.ReplaceAll(k.name, " ", "-"))
		}
	}
	return names
}

func formNamed(name string) *form {
	for _, k := range forms() {
		if k.name == name || strings.ReplaceAll(k.name, " ", "-") == name {
			return k
		}
	}
	return nil
}

// export is one file, parsed as far as it takes to recognize its form.
type export struct {
	Export

	form *form
	// items contains the objects that the file lists, or the single object that it is, sorted by their text so that
	// their order in the file does not matter.
	items []json.RawMessage
	// single is true if the file is one object, not a list.
	single bool
	// context is the path in the @odata.context of Graph, owner the key in it, as in domains('x')/…, and next the link
	// to the next page.
	context, owner, nextLink string
	// sourceURL is nextLink if it applies to all items.
	sourceURL string
	// keys contains the keys of the items in camelCase, types the values of their "type" and "@odata.type".
	keys, types map[string]bool
	// tenants contains the keys of the tenants that the export describes.
	tenants map[string]bool
	// tenant is the key of the tenant that the export belongs to; see assign.
	tenant string
	// imported counts the imported objects.
	imported int
}

// maxSampled bounds the number of objects that are inspected to recognize the form of a list.
const maxSampled = 300

// open parses a file.
func open(e Export) (*export, error) {
	text := toUTF8(e.Data)
	x := &export{Export: e, keys: map[string]bool{}, types: map[string]bool{}}
	values, err := findJSON(text)
	if err != nil {
		return x, err
	}
	x.Data = nil
	x.collectItems(values)
	for _, raw := range x.items[:min(len(x.items), maxSampled)] {
		x.inspect(raw)
	}
	return x, nil
}

// collectItems collects the items of a file. The file contains one response, or several that were concatenated or
// joined into a list, as people do with pages.
func (x *export) collectItems(responses []json.RawMessage) {
	if len(responses) == 1 {
		responses = splitResponses(responses[0])
	}
	for _, response := range responses {
		x.single = false
		x.addResponse(response)
	}
	if len(responses) > 1 {
		x.single, x.sourceURL = false, ""
	}
	x.items = slices.DeleteFunc(x.items, func(raw json.RawMessage) bool { return string(raw) == "null" })
	slices.SortStableFunc(x.items, func(a, b json.RawMessage) int { return bytes.Compare(a, b) })
}

// splitResponses returns the elements of a list of responses, and any other value as a single response.
func splitResponses(value json.RawMessage) []json.RawMessage {
	var all []json.RawMessage
	if json.Unmarshal(value, &all) != nil || len(all) == 0 {
		return []json.RawMessage{value}
	}
	for _, v := range all {
		var response struct {
			Value []json.RawMessage `json:"value"`
		}
		if v[0] != '[' && (json.Unmarshal(v, &response) != nil || response.Value == nil) {
			return []json.RawMessage{value}
		}
	}
	return all
}

// addResponse adds the items of a response.
func (x *export) addResponse(response json.RawMessage) {
	var items []json.RawMessage
	if json.Unmarshal(response, &items) == nil {
		x.items = append(x.items, items...)
		return
	}
	var top map[string]json.RawMessage
	if json.Unmarshal(response, &top) != nil {
		return // a number or a string
	}
	x.readMetadata(top)
	list, ok := top["value"]
	if !ok {
		list, ok = top["Value"]
	}
	switch {
	case ok && len(list) > 0 && list[0] == '[':
		_ = json.Unmarshal(list, &items) // it is valid JSON: it was decoded before
		x.items = append(x.items, items...)
	case ok && len(list) > 0 && list[0] == '{':
		x.items = append(x.items, list)
	case ok && string(list) == "null":
	default:
		x.single = true
		if raw := top["Raw"]; len(raw) > 0 && raw[0] == '{' && top["verifiedDomains"] == nil {
			response = raw
		}
		x.items = append(x.items, response)
	}
}

// keyedContext matches a context such as domains('contoso.com')/federationConfiguration.
var keyedContext = pattern.New(`^([A-Za-z/]+)\('([^']*)'\)/(.+)$`)

// readMetadata reads the OData annotations of a response.
func (x *export) readMetadata(top map[string]json.RawMessage) {
	text := func(keys ...string) string {
		for _, key := range keys {
			var s string
			if json.Unmarshal(top[key], &s) == nil && s != "" {
				return s
			}
		}
		return ""
	}
	x.nextLink = text("@odata.nextLink", "nextLink", "odata.nextLink") // for several pages, the last one counts
	x.sourceURL = x.nextLink
	context := text("@odata.context")
	if context == "" {
		var more map[string]any
		if json.Unmarshal(top["AdditionalProperties"], &more) == nil {
			context, _ = more["@odata.context"].(string)
		}
	}
	_, context, _ = strings.Cut(context, "$metadata#")
	context = strings.TrimSuffix(context, "/$entity")
	if m := keyedContext().FindStringSubmatch(context); m != nil {
		x.owner, context = m[2], m[1]+"/"+m[3]
	}
	x.context, _, _ = strings.Cut(context, "(")
}

func (x *export) inspect(raw json.RawMessage) {
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil {
		return
	}
	for key, value := range fields {
		x.keys[lowerFirst(key)] = true
		if key == "type" || key == "@odata.type" {
			var s string
			if json.Unmarshal(value, &s) == nil {
				x.types[s] = true
			}
		}
		if key == "AdditionalProperties" || key == "properties" {
			var inner map[string]json.RawMessage
			if json.Unmarshal(value, &inner) == nil {
				for name, v := range inner {
					if key == "properties" {
						x.keys["properties."+name] = true
						continue
					}
					x.keys[lowerFirst(name)] = true
					var s string
					if name == "@odata.type" && json.Unmarshal(v, &s) == nil {
						x.types[s] = true
					}
				}
			}
		}
	}
}

func (x *export) has(keys ...string) bool {
	for _, k := range keys {
		if !x.keys[k] {
			return false
		}
	}
	return true
}

// memberPath matches the path at which EntraExporter writes a member: Groups/<id>/Members/….
var memberPath = pattern.New(`(?i)(?:^|/)(groups|directoryRoles)/(` + guidRegexp + `)/members/`)

const guidRegexp = `[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}`

// byContext maps the path in @odata.context to a form.
var byContext = map[string]string{
	"organization":            "graph organization",
	"domains":                 "graph domains",
	"users":                   "graph users",
	"groups":                  "graph groups",
	"directoryObjects":        "graph members",
	"directoryRoles":          "graph directoryRoles",
	"applications":            "graph applications",
	"servicePrincipals":       "graph servicePrincipals",
	"subscribedSkus":          "graph subscribedSkus",
	"directory/subscriptions": "graph subscriptions",
	"policies/crossTenantAccessPolicy/default":  "graph crossTenantAccessPolicy default",
	"policies/crossTenantAccessPolicy/partners": "graph crossTenantAccessPolicy partners",
	"directory/onPremisesSynchronization":       "graph onPremisesSynchronization",
	"domains/federationConfiguration":           "graph federationConfiguration",
	"groups/members":                            "graph members",
	"groups/transitiveMembers":                  "graph members",
	"directoryRoles/members":                    "graph members",
}

// recognize returns the name of the form of an export, or "".
func (x *export) recognize() string {
	if memberPath().MatchString(x.Path) {
		return "graph members"
	}
	if name := byContext[x.context]; name != "" {
		return name
	}
	for _, t := range recognizers {
		if t.matches(x) {
			return t.name
		}
	}
	return ""
}

// recognizer recognizes a form by keys or types of its items.
type recognizer struct {
	name    string
	matches func(*export) bool
}

func hasKeys(names ...string) func(*export) bool {
	return func(x *export) bool { return x.has(names...) }
}

func anyOf(tests ...func(*export) bool) func(*export) bool {
	return func(x *export) bool {
		return slices.ContainsFunc(tests, func(t func(*export) bool) bool { return t(x) })
	}
}

func hasType(name string) func(*export) bool {
	return func(x *export) bool { return x.types[name] }
}

// recognizers contains the recognizers of all forms; the first one that matches decides.
var recognizers = []recognizer{
	{"terraform plan", hasKeys("format_version", "planned_values")},
	{"terraform state", hasKeys("format_version", "values")},
	{"terraform state", hasKeys("version", "lineage")},
	{"scubagear", hasKeys("module_version", "tenant_details")},
	{
		"data policies",
		anyOf(
			hasKeys("policyDefinition"),
			hasKeys("connectorGroups", "environmentType"),
			hasKeys("properties.definition", "properties.connectorSetDefinitions"),
		),
	},
	{"bap environments", hasType("Microsoft.BusinessAppPlatform/scopes/environments")},
	{"bap environments of a user", hasType("Microsoft.BusinessAppPlatform/environments")},
	{"powerapps environments", hasType("Microsoft.PowerApps/environments")},
	{"powershell environments", anyOf(hasKeys("environmentName", "internal"), hasKeys("environmentName", "environmentType"))},
	{"bap environments", hasKeys("properties.environmentSku")},
	{"pac env list", hasKeys("environmentIdentifier")},
	{"pac admin list", anyOf(hasKeys("environmentId", "organizationId"), hasKeys("environmentId", "environmentUrl"))},
	{"azure devops service connections", hasKeys("authorization", "type")},
	{"alm accelerator settings", hasKeys("deploymentEnvironmentUrl")},
	{"coe settings", anyOf(hasKeys("devOpsOrganization", "environments"), hasKeys("devOpsOrganization", "environment"))},
	{"solution deployment settings", hasKeys("environmentVariables", "connectionReferences")},
	{"locations", func(x *export) bool {
		return x.has("properties.code", "properties.displayName") || x.types["Microsoft.BusinessAppPlatform/locations"]
	}},
	{
		"tenant isolation",
		anyOf(hasKeys("isDisabled", "allowedTenants"), hasKeys("properties.isDisabled"), hasKeys("properties.allowedTenants")),
	},
	{"tenant capacity", hasKeys("tenantCapacities")},
	{"bap tenant", hasKeys("dataStorageGeo")},
	{
		"tenant settings",
		anyOf(hasKeys("disableEnvironmentCreationByNonAdminUsers"), hasKeys("disableTrialEnvironmentCreationByNonAdminUsers")),
	},
	{"graph federationConfiguration", hasKeys("issuerUri", "preferredAuthenticationProtocol")},
	{"graph organization", hasKeys("verifiedDomains")},
	{"graph domains", hasKeys("authenticationType", "supportedServices")},
	{
		"graph crossTenantAccessPolicy default",
		anyOf(hasKeys("b2bCollaborationInbound", "isServiceDefault"), hasKeys("inboundTrust", "isServiceDefault")),
	},
	{"graph crossTenantAccessPolicy partners", anyOf(hasKeys("b2bCollaborationInbound"), hasKeys("inboundTrust"))},
	{"graph subscribedSkus", hasKeys("skuPartNumber", "prepaidUnits")},
	{"graph subscriptions", hasKeys("skuPartNumber", "totalLicenses")},
	{"graph onPremisesSynchronization", hasKeys("configuration", "features")},
	{"graph directoryRoles", hasKeys("roleTemplateId")},
	{
		"graph members",
		anyOf(hasType("#microsoft.graph.user"), hasType("#microsoft.graph.group"), hasType("#microsoft.graph.servicePrincipal")),
	},
	{"graph servicePrincipals", hasKeys("servicePrincipalType")},
	{"graph applications", hasKeys("signInAudience")},
	{"graph groups", hasKeys("securityEnabled", "mailEnabled")},
	{"graph users", hasKeys("userPrincipalName")},
	{"powerplatform environments", anyOf(hasKeys("geo", "tenantId"), hasKeys("geo", "dataverseId"))},
	{"environment groups", func(x *export) bool {
		return x.has("id", "displayName", "createdTime") && !x.has("properties") && !x.has("type")
	}},
}

// unrecognizedReason returns the reason why a file is not recognized.
func (x *export) unrecognizedReason() string {
	switch {
	case strings.EqualFold(path.Ext(x.Path), ".tf"):
		return "Terraform configuration is not supported; run terraform show -json and import its output"
	case len(x.items) == 0:
		return "it is empty and has no @odata.context"
	case len(x.keys) == 0:
		return "it contains no objects"
	}
	var response struct {
		Error struct {
			Code string `json:"code"`
		} `json:"error"`
	}
	if json.Unmarshal(x.items[0], &response) == nil && response.Error.Code != "" && secret.Classify(response.Error.Code) == "" {
		return fmt.Sprintf(
			"it is an error response of the API, %q; sign in with the permissions that the export requires",
			sanitize(response.Error.Code),
		)
	}
	names := make([]string, 0, len(x.keys))
	for k := range x.keys {
		if !strings.Contains(k, ".") && len(k) <= 40 {
			names = append(names, k)
		}
	}
	slices.Sort(names)
	more := ""
	if len(names) > 6 {
		names, more = names[:6], ", …"
	}
	list := sanitize(strings.Join(names, ", ") + more)
	if secret.Classify(list) != "" {
		return "it is not a known export"
	}
	return "it is not a known export; its keys are " + list
}

// tableRow matches an environment in a table printed by pac, whose headings are localized.
var tableRow = pattern.New(`(?i)` + guidRegexp + ` +https://`)

// isTable reports whether a text is a table that pac printed instead of JSON.
func isTable(text []byte) bool {
	return bytes.Contains(text, []byte("Environment ID")) && bytes.Contains(text, []byte("Environment URL")) || tableRow().Match(text)
}

// Recognize returns the name of the form of an export, or "" if the file is not a known export.
func Recognize(e Export) string {
	x, err := open(e)
	if err != nil {
		return ""
	}
	return x.recognize()
}
