package importer

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/pattern"
)

// resource is one resource of a Terraform state or plan.
type resource struct {
	address, module, kind, index string
	isData                       bool
	values                       record
	// pending contains the attributes that are known only after the plan is applied.
	pending record
}

// document is the output of terraform show -json or a raw state file.
type document struct {
	Values struct {
		Root module `json:"root_module"`
	} `json:"values"`
	Planned struct {
		Root module `json:"root_module"`
	} `json:"planned_values"`
	Changes []struct {
		Address string `json:"address"`
		Change  struct {
			Pending any `json:"after_unknown"`
		} `json:"change"`
	} `json:"resource_changes"`
	Configuration struct {
		Providers map[string]struct {
			FullName    string `json:"full_name"`
			Expressions struct {
				Tenant struct {
					Value any `json:"constant_value"`
				} `json:"tenant_id"`
			} `json:"expressions"`
		} `json:"provider_config"`
		Root configured `json:"root_module"`
	} `json:"configuration"`
	Resources []struct {
		Module    string `json:"module"`
		Mode      string `json:"mode"`
		Type      string `json:"type"`
		Name      string `json:"name"`
		Instances []struct {
			Index      any            `json:"index_key"`
			Attributes map[string]any `json:"attributes"`
		} `json:"instances"`
	} `json:"resources"`
}

type module struct {
	Resources []struct {
		Address string         `json:"address"`
		Mode    string         `json:"mode"`
		Type    string         `json:"type"`
		Index   any            `json:"index"`
		Values  map[string]any `json:"values"`
	} `json:"resources"`
	Children []module `json:"child_modules"`
	Address  string   `json:"address"`
}

// configured is the part of the configuration that contains the references between resources.
type configured struct {
	Resources []struct {
		Address     string                     `json:"address"`
		Type        string                     `json:"type"`
		Expressions map[string]json.RawMessage `json:"expressions"`
	} `json:"resources"`
}

func readDocument(raw json.RawMessage) *document {
	d := &document{}
	_ = json.Unmarshal(raw, d) // fields of an unexpected type stay empty
	return d
}

// resources returns all resources of a document, sorted by address.
func (d *document) resources() []resource {
	pending := map[string]record{}
	for _, c := range d.Changes {
		pending[c.Address] = asRecord(c.Change.Pending)
	}
	var all []resource
	var walk func(m module)
	walk = func(m module) {
		for _, x := range m.Resources {
			all = append(
				all,
				resource{
					address: x.Address,
					module:  m.Address,
					kind:    x.Type,
					index:   indexText(x.Index),
					isData:  x.Mode == "data",
					values:  x.Values,
					pending: pending[x.Address],
				},
			)
		}
		for _, c := range m.Children {
			walk(c)
		}
	}
	walk(d.Values.Root)
	walk(d.Planned.Root)
	for _, x := range d.Resources {
		address := x.Type + "." + x.Name
		if x.Module != "" {
			address = x.Module + "." + address
		}
		for _, i := range x.Instances {
			index := indexText(i.Index)
			all = append(
				all,
				resource{address: address + index, module: x.Module, kind: x.Type, index: index, isData: x.Mode == "data", values: i.Attributes},
			)
		}
	}
	slices.SortStableFunc(all, func(a, b resource) int { return strings.Compare(a.address, b.address) })
	return all
}

func indexText(v any) string {
	switch v := v.(type) {
	case string:
		return fmt.Sprintf("[%q]", v)
	case float64:
		return fmt.Sprintf("[%d]", int(v))
	}
	return ""
}

func terraformIDs(x *export) []string {
	var ids []string
	for _, raw := range x.items {
		d := readDocument(raw)
		for _, s := range d.resources() {
			switch s.kind {
			case "powerplatform_tenant_isolation_policy":
				ids = append(ids, s.values.text("id"))
			case "azuread_client_config":
				ids = append(ids, s.values.text("tenant_id"))
			case "powerplatform_environment":
				if id, ok := strings.CutPrefix(s.values.text("id"), "Default-"); ok {
					ids = append(ids, id)
				}
			}
		}
		for _, p := range d.Configuration.Providers {
			if id, ok := p.Expressions.Tenant.Value.(string); ok &&
				(strings.Contains(p.FullName, "power") || strings.Contains(p.FullName, "azuread")) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

func readTerraform(r *reader, x *export) {
	t := r.tenant()
	for _, raw := range x.items {
		d := readDocument(raw)
		if len(d.Resources) == 0 &&
			len(d.Values.Root.Resources)+len(d.Values.Root.Children)+len(d.Planned.Root.Resources)+len(d.Planned.Root.Children) == 0 {
			r.note(x.Path, "it holds no resources")
		}
		s := terraform{reader: r, tenant: t, document: d, groups: map[string]string{}}
		s.read()
	}
}

// terraform reads one document.
type terraform struct {
	*reader

	tenant   *tenant
	document *document
	groups   map[string]string // environment group names by id
}

func (s *terraform) read() {
	all := s.document.resources()
	for _, x := range all {
		if x.kind == "powerplatform_environment_group" {
			if id := guid(x.values.text("id")); id != "" {
				s.tenant.environmentGroups[id] = x.values.text("display_name")
			}
		}
	}
	readers := map[string]func(resource){
		"powerplatform_environment":             s.environmentOf,
		"powerplatform_tenant_isolation_policy": s.isolationOf,
		"azuread_group":                         s.groupOf,
		"azuread_application":                   s.applicationOf,
		"azuread_service_principal":             s.principalOf,
		"azuread_user":                          s.userOf,
		"azuread_invitation":                    s.invitationOf,
	}
	quiet := map[string]bool{"powerplatform_managed_environment": true, "powerplatform_environment_group": true, "azuread_client_config": true}
	left := 0
	for _, x := range all {
		if read := readers[x.kind]; read != nil && !x.isData {
			read(x)
			s.count()
		} else if !quiet[x.kind] {
			left++
		}
	}
	for _, x := range all {
		if x.kind == "powerplatform_managed_environment" && !x.isData {
			s.managed(x)
			s.count()
		}
	}
	if left > 0 {
		s.note(s.export.Path, counted(left, "other resource")+" not imported")
	}
}

// attribute copies an attribute; one that is known only after apply is unknown.
func (s *terraform) attribute(o *object, key string, values, pending record, name string) {
	if _, ok := pending.find(name); ok {
		o.lacks(key)
		return
	}
	s.copyOr(o, key, values, name)
}

func (s *terraform) environmentOf(x resource) {
	v := x.values
	id := v.text("id")
	var e *object
	if guid(strings.TrimPrefix(strings.ToLower(id), "default-")) != "" {
		e = s.environment(s.tenant, id, v.text("display_name"))
	}
	if e == nil {
		if v.text("display_name") == "" {
			s.leave("an environment")
			return
		}
		e = s.tenant.object.listOf("environments").item(fmt.Sprintf("environment %q", v.text("display_name")), "address:"+x.address)
		e.lacks(humanFields...)
		e.lacks("id")
	}
	s.tenant.addresses[x.address] = e
	s.tenant.object.noteSource("environments", false)
	s.attribute(e, "displayName", v, x.pending, "display_name")
	if word := v.text("environment_type"); word != "" {
		s.environmentType(e, word)
	} else {
		e.lacks("type")
	}
	s.attribute(e, "location", v, x.pending, "location")
	s.attribute(e, "azureRegion", v, x.pending, "azure_region")
	e.lacks("managed")
	if id := guid(v.text("billing_policy_id")); id != "" {
		s.set(e, "billingPolicy", id)
	} else {
		e.lacks("billingPolicy")
	}
	e.lacks("enterprisePolicy")
	if _, ok := x.pending.find("environment_group_id"); ok {
		e.lacks("environmentGroup")
		s.groupByReference(e, x)
	} else {
		s.environmentGroup(s.tenant, e, v.text("environment_group_id"), "")
	}
	if owner := guid(v.text("owner_id")); owner != "" {
		s.owner(s.tenant, e, "", owner)
	} else if e.text("type") == "Developer" {
		e.lacks("owner")
	}
	s.databaseOf(e, x)
	s.settingsOf(e, x)
}

// databaseOf reads the block dataverse. Before version 1 of the provider, its attributes were attributes of the environment
// itself.
func (s *terraform) databaseOf(e *object, x resource) {
	v, ok := x.values.find("dataverse")
	meta, pending := asRecord(v), x.pending.inner("dataverse")
	if waits, _ := x.pending.flag("dataverse"); waits {
		e.lacks("dataverse", "securityGroup")
		return
	}
	if !ok {
		meta, pending = x.values, x.pending
		if meta.text("language_code") == "" && meta.text("currency_code") == "" {
			if _, number := meta.find("language_code"); !number {
				s.none(e, "dataverse")
				return
			}
		}
	} else if meta == nil {
		s.none(e, "dataverse")
		s.none(e, "securityGroup")
		return
	}
	d := e.inner("dataverse")
	for _, f := range [][2]string{
		{"organizationId", "organization_id"},
		{"uniqueName", "unique_name"},
		{"url", "url"},
		{"languageCode", "language_code"},
		{"currencyCode", "currency_code"},
	} {
		if _, waits := pending.find(f[1]); waits {
			d.lacks(f[0])
			continue
		}
		s.copy(d, f[0], meta, f[1])
	}
	d.lacks("consumption")
	if _, waits := pending.find("security_group_id"); waits {
		e.lacks("securityGroup")
		return
	}
	s.securityGroup(e, meta, "security_group_id")
}

func (s *terraform) settingsOf(e *object, x resource) {
	o := e.inner("settings")
	for _, f := range [][2]string{
		{"allowBingSearch", "allow_bing_search"},
		{"allowMovingDataAcrossRegions", "allow_moving_data_across_regions"},
		{"allowFlexRouting", "allow_flex_routing"},
		{"allowMicrosoft365Services", "allow_microsoft_365_services"},
	} {
		if on, ok := x.values.flag(f[1]); ok {
			s.set(o, f[0], on)
		} else {
			o.lacks(f[0])
		}
	}
}

var reference = pattern.New(`^(powerplatform_environment(?:_group)?\.[A-Za-z0-9_-]+(?:\[[^\]]*\])?)(?:\.id)?$`)

// refers returns the address in the same module that an argument of a resource refers to, or "".
func (s *terraform) refers(x resource, argument string) string {
	local := x.address
	if x.module != "" {
		local = strings.TrimPrefix(local, x.module+".")
	}
	local = strings.TrimSuffix(local, x.index)
	for _, c := range s.document.Configuration.Root.Resources {
		if c.Address != local {
			continue
		}
		var expression struct {
			References []string `json:"references"`
		}
		if json.Unmarshal(c.Expressions[argument], &expression) != nil {
			return ""
		}
		for _, ref := range expression.References {
			if m := reference().FindStringSubmatch(ref); m != nil {
				address := m[1]
				if slices.Contains(expression.References, "each.key") && !strings.Contains(address, "[") {
					address += x.index
				}
				return address
			}
		}
	}
	return ""
}

func (s *terraform) groupByReference(e *object, x resource) {
	address := s.refers(x, "environment_group_id")
	for _, g := range s.document.resources() {
		if g.address == address && g.kind == "powerplatform_environment_group" {
			if name := g.values.text("display_name"); name != "" {
				s.set(e, "environmentGroup", name)
			}
		}
	}
}

func (s *terraform) managed(x resource) {
	id := strings.ToLower(x.values.text("environment_id"))
	e := s.tenant.object.listOf("environments").byKey[id]
	if e == nil {
		e = s.tenant.addresses[s.refers(x, "environment_id")]
	}
	if e != nil {
		s.set(e, "managed", true)
	}
}

func (s *terraform) isolationOf(x resource) {
	i := s.tenant.object.inner("tenantIsolation")
	if disabled, ok := x.values.flag("is_disabled"); ok {
		s.set(i, "enabled", !disabled)
	} else {
		i.lacks("enabled")
	}
	allowed, ok := x.values.list("allowed_tenants")
	for _, a := range allowed {
		in, _ := a.flag("inbound")
		out, _ := a.flag("outbound")
		s.allowed(i, a.text("tenant_id"), in, out)
	}
	i.noteSource("allowedTenants", ok)
}

func objectID(v record) string {
	if id := guid(v.text("object_id")); id != "" {
		return id
	}
	id := v.text("id")
	return guid(id[strings.LastIndexByte(id, '/')+1:])
}

func (s *terraform) groupOf(x resource) {
	id := objectID(x.values)
	s.tenant.object.noteSource("groups", false)
	if id == "" {
		return // it does not exist yet
	}
	g := s.groupByID(s.tenant, id, x.values.text("display_name"))
	if isUnified(x.values, "types") {
		s.set(g, "type", "microsoft365")
	} else if security, ok := x.values.flag("security_enabled"); ok && security {
		s.set(g, "type", "security")
	} else {
		g.lacks("type")
	}
	if synced, ok := x.values.flag("onpremises_sync_enabled"); ok {
		s.set(g, "source", origin(synced))
	} else {
		g.lacks("source")
	}
	if _, ok := x.values.find("members"); !ok {
		g.lacks("members")
		return
	}
	for _, m := range x.values.texts("members") {
		if id := guid(m); id != "" {
			s.tenant.members = append(s.tenant.members, membership{group: g, id: id, path: s.export.Path})
		}
	}
	g.noteSource("members", true)
}

func appID(v record) string {
	if id := v.text("client_id"); id != "" {
		return id
	}
	return v.text("application_id")
}

func (s *terraform) applicationOf(x resource) {
	s.tenant.object.noteSource("servicePrincipals", false)
	if appID(x.values) == "" {
		return
	}
	if p := s.servicePrincipal(s.tenant, appID(x.values), x.values.text("display_name")); p != nil {
		p.lacks("objectId")
	}
}

func (s *terraform) principalOf(x resource) {
	s.tenant.object.noteSource("servicePrincipals", false)
	if appID(x.values) == "" {
		return
	}
	if p := s.servicePrincipal(s.tenant, appID(x.values), x.values.text("display_name")); p != nil {
		if id := objectID(x.values); id != "" {
			s.set(p, "objectId", id)
		} else {
			p.lacks("objectId")
		}
	}
}

func (s *terraform) userOf(x resource) {
	v := x.values
	p := s.person(s.tenant, record{"id": objectID(v), "userPrincipalName": v.text("user_principal_name"), "userType": v.text("user_type")})
	if p == nil {
		return
	}
	for _, f := range [][2]string{
		{"mail", "mail"},
		{"displayName", "display_name"},
		{"onPremisesImmutableId", "onpremises_immutable_id"},
		{"usageLocation", "usage_location"},
	} {
		s.attribute(p, f[0], v, x.pending, f[1])
	}
	p.lacks("licenses")
	if p.shape.has("homeTenant") {
		s.attribute(p, "userType", v, x.pending, "user_type")
		s.attribute(p, "externalUserState", v, x.pending, "external_user_state")
		s.tenant.object.noteSource("guests", false)
		return
	}
	s.tenant.object.noteSource("users", false)
}

func (s *terraform) invitationOf(x resource) {
	v := x.values
	mail, id := v.text("user_email_address"), guid(v.text("user_id"))
	if mail == "" || !conformsMail(mail) {
		return
	}
	p := s.tenant.people[id]
	if p == nil {
		p = s.tenant.object.listOf("guests").item(fmt.Sprintf("guest %q", mail), "mail:"+mail)
		p.lacks("userPrincipalName", "externalUserState", "usageLocation", "licenses")
		if id != "" {
			s.tenant.people[id] = p
		}
	}
	if !p.shape.has("homeTenant") {
		return
	}
	s.set(p, "mail", mail)
	s.copy(p, "userType", v, "user_type")
	s.tenant.object.noteSource("guests", false)
}
