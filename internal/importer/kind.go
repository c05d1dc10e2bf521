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

// kind is one form of export.
type kind struct {
	// name is used by --from and in messages; noun is the noun for one of the objects.
	name, noun string
	// rank orders sources by quality: of two contradictory values the one of the higher rank is used.
	rank int
	// whole is true if exports of this form are complete lists, unless they are paged.
	whole bool
	read  func(*reader, *export)
	// ids returns the tenant ids in the export.
	ids func(*export) []string
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

// kinds returns all forms in the order in which they are read: forms that others refer to come first.
func kinds() []*kind { return allKinds }

var allKinds []*kind

func init() { //nolint:gochecknoinits // the readers refer to the table that refers to them
	allKinds = []*kind{
		{name: "graph organization", noun: "organization", rank: rankAdmin, whole: true, read: readOrganization, ids: idsAt("id")},
		{name: "graph domains", noun: "domain", rank: rankAdmin, whole: true, read: readDomains},
		{name: "graph federationConfiguration", noun: "federation", rank: rankAdmin, read: readFederation},
		{
			name:  "graph onPremisesSynchronization",
			noun:  "synchronization",
			rank:  rankAdmin,
			whole: true,
			read:  readSynchronization,
			ids:   idsAt("id"),
		},
		{name: "graph users", noun: "user", rank: rankAdmin, whole: true, read: readUsers},
		{name: "graph groups", noun: "group", rank: rankAdmin, whole: true, read: readGroups},
		{name: "graph members", noun: "member", rank: rankAdmin, read: readMembers},
		{name: "graph directoryRoles", noun: "role", rank: rankAdmin, read: readRoles},
		{name: "graph servicePrincipals", noun: "service principal", rank: rankAdmin, whole: true, read: readServicePrincipals},
		{name: "graph applications", noun: "application", rank: rankAdmin, read: readApplications},
		{name: "graph subscribedSkus", noun: "license", rank: rankAdmin, whole: true, read: readSkus, ids: idsAt("accountId")},
		{name: "graph subscriptions", noun: "subscription", rank: rankPlatform, whole: true, read: readSubscriptions},
		{name: "graph crossTenantAccessPolicy default", noun: "policy", rank: rankAdmin, whole: true, read: readAccessDefault},
		{name: "graph crossTenantAccessPolicy partners", noun: "partner", rank: rankAdmin, whole: true, read: readAccessPartners},
		{name: "bap tenant", noun: "tenant", rank: rankAdmin, read: readPlatformTenant, ids: idsAt("tenantId")},
		{name: "tenant settings", noun: "set of settings", rank: rankAdmin, read: readTenantSettings},
		{name: "tenant isolation", noun: "policy", rank: rankAdmin, read: readIsolation, ids: isolationIDs},
		{name: "tenant capacity", noun: "capacity", rank: rankAdmin, read: readCapacity, ids: idsAt("tenantId")},
		{name: "environment groups", noun: "environment group", rank: rankAdmin, read: readEnvironmentGroups},
		{name: "bap environments", noun: "environment", rank: rankAdmin, whole: true, read: readEnvironments, ids: environmentIDs},
		{name: "powershell environments", noun: "environment", rank: rankAdmin, whole: true, read: readPowerShell, ids: environmentIDs},
		{
			name:  "powerplatform environments",
			noun:  "environment",
			rank:  rankPlatform,
			whole: true,
			read:  readPlatformEnvironments,
			ids:   idsAt("tenantId"),
		},
		{name: "terraform state", noun: "resource", rank: rankState, read: readTerraform, ids: terraformIDs},
		{name: "terraform plan", noun: "resource", rank: rankPlan, read: readTerraform, ids: terraformIDs},
		{name: "scubagear", noun: "tenant", rank: rankScuba, read: readScuba, ids: scubaIDs},
		{name: "bap environments of a user", noun: "environment", rank: rankPac, read: readEnvironments, ids: environmentIDs},
		{name: "powerapps environments", noun: "environment", rank: rankPac, read: readEnvironments, ids: environmentIDs},
		{name: "pac admin list", noun: "environment", rank: rankPac, whole: true, read: readPac, ids: pacIDs},
		{name: "pac env list", noun: "environment", rank: rankPac, read: readPac, ids: pacIDs},
		{name: "azure devops service connections", noun: "service connection", rank: rankSketch, read: readConnections},
		{name: "alm accelerator settings", noun: "stage", rank: rankSketch, read: readAccelerator},
		{name: "coe settings", noun: "setting", rank: rankSketch, read: readCoE},
		{name: "data policies", noun: "data policy"},
		{name: "locations", noun: "location"},
		{name: "solution deployment settings", noun: "set of settings"},
	}
}

// Kinds returns the names of the forms that --from accepts.
func Kinds() []string {
	var names []string
	for _, k := range kinds() {
		if k.read != nil {
			names = append(names, strings.ReplaceAll(k.name, " ", "-"))
		}
	}
	return names
}

func kindNamed(name string) *kind {
	for _, k := range kinds() {
		if k.name == name || strings.ReplaceAll(k.name, " ", "-") == name {
			return k
		}
	}
	return nil
}

// export is one file, parsed as far as it takes to recognize its form.
type export struct {
	Export

	kind *kind
	// items contains the objects that the file lists, or the single object that it is, sorted by their text so that their
	// order in the file does not matter.
	items []json.RawMessage
	// single is true if the file is one object, not a list.
	single bool
	// context is the path in the @odata.context of Graph, owner the key in it, as in domains('x')/…, and next the link to
	// the next page.
	context, owner, next string
	// address is next if it applies to all items.
	address string
	// keys contains the keys of the items in camelCase, types the values of their "type" and "@odata.type".
	keys, types map[string]bool
	// of contains the keys of the tenants that the export describes.
	of map[string]bool
	// tenant is the key of the tenant that the export belongs to; see assign.
	tenant string
	// imported counts the imported objects.
	imported int
}

// sampled bounds the number of objects that are inspected to recognize the form of a list.
const sampled = 300

// open parses a file.
func open(e Export) (*export, error) {
	text := decode(e.Data)
	x := &export{Export: e, keys: map[string]bool{}, types: map[string]bool{}}
	values, err := findJSON(text)
	if err != nil {
		return x, err
	}
	x.Data = nil
	x.split(values)
	for _, raw := range x.items[:min(len(x.items), sampled)] {
		x.sample(raw)
	}
	return x, nil
}

// split collects the items of a file. The file contains one response, or several that were concatenated or joined into a
// list, as people do with pages.
func (x *export) split(answers []json.RawMessage) {
	if len(answers) == 1 {
		answers = listed(answers[0])
	}
	for _, answer := range answers {
		x.single = false
		x.take(answer)
	}
	if len(answers) > 1 {
		x.single, x.address = false, ""
	}
	x.items = slices.DeleteFunc(x.items, func(raw json.RawMessage) bool { return string(raw) == "null" })
	slices.SortStableFunc(x.items, func(a, b json.RawMessage) int { return bytes.Compare(a, b) })
}

// listed returns the elements of a list of responses, and any other value as a single response.
func listed(value json.RawMessage) []json.RawMessage {
	var all []json.RawMessage
	if json.Unmarshal(value, &all) != nil || len(all) == 0 {
		return []json.RawMessage{value}
	}
	for _, v := range all {
		var answer struct {
			Value []json.RawMessage `json:"value"`
		}
		if v[0] != '[' && (json.Unmarshal(v, &answer) != nil || answer.Value == nil) {
			return []json.RawMessage{value}
		}
	}
	return all
}

// take adds the items of a response.
func (x *export) take(answer json.RawMessage) {
	var items []json.RawMessage
	if json.Unmarshal(answer, &items) == nil {
		x.items = append(x.items, items...)
		return
	}
	var top map[string]json.RawMessage
	if json.Unmarshal(answer, &top) != nil {
		return // a number or a string
	}
	x.metadata(top)
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
			answer = raw
		}
		x.items = append(x.items, answer)
	}
}

// ofKey matches a context such as domains('contoso.com')/federationConfiguration.
var ofKey = pattern.New(`^([A-Za-z/]+)\('([^']*)'\)/(.+)$`)

// metadata reads the OData annotations of a response.
func (x *export) metadata(top map[string]json.RawMessage) {
	text := func(keys ...string) string {
		for _, key := range keys {
			var s string
			if json.Unmarshal(top[key], &s) == nil && s != "" {
				return s
			}
		}
		return ""
	}
	x.next = text("@odata.nextLink", "nextLink", "odata.nextLink") // for several pages, the last one counts
	x.address = x.next
	context := text("@odata.context")
	if context == "" {
		var more map[string]any
		if json.Unmarshal(top["AdditionalProperties"], &more) == nil {
			context, _ = more["@odata.context"].(string)
		}
	}
	_, context, _ = strings.Cut(context, "$metadata#")
	context = strings.TrimSuffix(context, "/$entity")
	if m := ofKey().FindStringSubmatch(context); m != nil {
		x.owner, context = m[2], m[1]+"/"+m[3]
	}
	x.context, _, _ = strings.Cut(context, "(")
}

func (x *export) sample(raw json.RawMessage) {
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
var memberPath = pattern.New(`(?i)(?:^|/)(groups|directoryRoles)/(` + guidForm + `)/members/`)

const guidForm = `[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}`

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
	for _, t := range tests {
		if t.is(x) {
			return t.name
		}
	}
	return ""
}

// test recognizes a form by keys or types of its items.
type test struct {
	name string
	is   func(*export) bool
}

func keys(names ...string) func(*export) bool {
	return func(x *export) bool { return x.has(names...) }
}

func either(tests ...func(*export) bool) func(*export) bool {
	return func(x *export) bool {
		return slices.ContainsFunc(tests, func(t func(*export) bool) bool { return t(x) })
	}
}

func typed(name string) func(*export) bool {
	return func(x *export) bool { return x.types[name] }
}

// tests contains the tests for all forms; the first one that matches decides.
var tests = []test{
	{"terraform plan", keys("format_version", "planned_values")},
	{"terraform state", keys("format_version", "values")},
	{"terraform state", keys("version", "lineage")},
	{"scubagear", keys("module_version", "tenant_details")},
	{
		"data policies",
		either(
			keys("policyDefinition"),
			keys("connectorGroups", "environmentType"),
			keys("properties.definition", "properties.connectorSetDefinitions"),
		),
	},
	{"bap environments", typed("Microsoft.BusinessAppPlatform/scopes/environments")},
	{"bap environments of a user", typed("Microsoft.BusinessAppPlatform/environments")},
	{"powerapps environments", typed("Microsoft.PowerApps/environments")},
	{"powershell environments", either(keys("environmentName", "internal"), keys("environmentName", "environmentType"))},
	{"bap environments", keys("properties.environmentSku")},
	{"pac env list", keys("environmentIdentifier")},
	{"pac admin list", either(keys("environmentId", "organizationId"), keys("environmentId", "environmentUrl"))},
	{"azure devops service connections", keys("authorization", "type")},
	{"alm accelerator settings", keys("deploymentEnvironmentUrl")},
	{"coe settings", either(keys("devOpsOrganization", "environments"), keys("devOpsOrganization", "environment"))},
	{"solution deployment settings", keys("environmentVariables", "connectionReferences")},
	{"locations", func(x *export) bool {
		return x.has("properties.code", "properties.displayName") || x.types["Microsoft.BusinessAppPlatform/locations"]
	}},
	{"tenant isolation", either(keys("isDisabled", "allowedTenants"), keys("properties.isDisabled"), keys("properties.allowedTenants"))},
	{"tenant capacity", keys("tenantCapacities")},
	{"bap tenant", keys("dataStorageGeo")},
	{"tenant settings", either(keys("disableEnvironmentCreationByNonAdminUsers"), keys("disableTrialEnvironmentCreationByNonAdminUsers"))},
	{"graph federationConfiguration", keys("issuerUri", "preferredAuthenticationProtocol")},
	{"graph organization", keys("verifiedDomains")},
	{"graph domains", keys("authenticationType", "supportedServices")},
	{
		"graph crossTenantAccessPolicy default",
		either(keys("b2bCollaborationInbound", "isServiceDefault"), keys("inboundTrust", "isServiceDefault")),
	},
	{"graph crossTenantAccessPolicy partners", either(keys("b2bCollaborationInbound"), keys("inboundTrust"))},
	{"graph subscribedSkus", keys("skuPartNumber", "prepaidUnits")},
	{"graph subscriptions", keys("skuPartNumber", "totalLicenses")},
	{"graph onPremisesSynchronization", keys("configuration", "features")},
	{"graph directoryRoles", keys("roleTemplateId")},
	{"graph members", either(typed("#microsoft.graph.user"), typed("#microsoft.graph.group"), typed("#microsoft.graph.servicePrincipal"))},
	{"graph servicePrincipals", keys("servicePrincipalType")},
	{"graph applications", keys("signInAudience")},
	{"graph groups", keys("securityEnabled", "mailEnabled")},
	{"graph users", keys("userPrincipalName")},
	{"powerplatform environments", either(keys("geo", "tenantId"), keys("geo", "dataverseId"))},
	{"environment groups", func(x *export) bool {
		return x.has("id", "displayName", "createdTime") && !x.has("properties") && !x.has("type")
	}},
}

// missing returns the reason why a file is not recognized.
func (x *export) missing() string {
	switch {
	case strings.EqualFold(path.Ext(x.Path), ".tf"):
		return "Terraform's language is not read; run terraform show -json and import what it prints"
	case len(x.items) == 0:
		return "it lists nothing, and no @odata.context says of what"
	case len(x.keys) == 0:
		return "it holds no objects"
	}
	var answer struct {
		Error struct {
			Code string `json:"code"`
		} `json:"error"`
	}
	if json.Unmarshal(x.items[0], &answer) == nil && answer.Error.Code != "" && secret.Classify(answer.Error.Code) == "" {
		return fmt.Sprintf(
			"it is an error that the API answered, %q; sign in with the permission that the export needs",
			clean(answer.Error.Code),
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
	list := clean(strings.Join(names, ", ") + more)
	if secret.Classify(list) != "" {
		return "it is not a known export"
	}
	return "it is not a known export; its keys are " + list
}

// tableRow matches an environment in a table printed by pac, whose headings are localized.
var tableRow = pattern.New(`(?i)` + guidForm + ` +https://`)

// table reports whether a text is a table that pac printed instead of JSON.
func table(text []byte) bool {
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
