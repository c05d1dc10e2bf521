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
	address, module, resourceType, index string
	isData                               bool
	values                               record
	// pending contains the attributes that are known only after the plan is applied.
	pending record
}

// terraformDocument is the output of terraform show -json or a raw state file.
type terraformDocument struct {
	Values struct {
		Root terraformModule `json:"root_module"`
	} `json:"values"`
	Planned struct {
		Root terraformModule `json:"root_module"`
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
		Root terraformConfiguration `json:"root_module"`
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

type terraformModule struct {
	Resources []struct {
		Address string         `json:"address"`
		Mode    string         `json:"mode"`
		Type    string         `json:"type"`
		Index   any            `json:"index"`
		Values  map[string]any `json:"values"`
	} `json:"resources"`
	Children []terraformModule `json:"child_modules"`
	Address  string            `json:"address"`
}

// terraformConfiguration is the part of the configuration that contains the references between resources.
type terraformConfiguration struct {
	Resources []struct {
		Address     string                     `json:"address"`
		Type        string                     `json:"type"`
		Expressions map[string]json.RawMessage `json:"expressions"`
	} `json:"resources"`
}

func parseDocument(raw json.RawMessage) *terraformDocument {
	d := &terraformDocument{}
	_ = json.Unmarshal(raw, d) // fields of an unexpected type stay empty
	return d
}

// resources returns all resources of a document, sorted by address.
func (d *terraformDocument) resources() []resource {
	pending := map[string]record{}
	for _, c := range d.Changes {
		pending[c.Address] = asRecord(c.Change.Pending)
	}
	var all []resource
	var walk func(m terraformModule)
	walk = func(m terraformModule) {
		for _, x := range m.Resources {
			all = append(
				all,
				resource{
					address:      x.Address,
					module:       m.Address,
					resourceType: x.Type,
					index:        indexText(x.Index),
					isData:       x.Mode == "data",
					values:       x.Values,
					pending:      pending[x.Address],
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
				resource{
					address:      address + index,
					module:       x.Module,
					resourceType: x.Type,
					index:        index,
					isData:       x.Mode == "data",
					values:       i.Attributes,
				},
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
		d := parseDocument(raw)
		for _, s := range d.resources() {
			switch s.resourceType {
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
		d := parseDocument(raw)
		if len(d.Resources) == 0 &&
			len(d.Values.Root.Resources)+len(d.Values.Root.Children)+len(d.Planned.Root.Resources)+len(d.Planned.Root.Children) == 0 {
			r.note(x.Path, "it contains no resources")
		}
		s := terraformReader{reader: r, tenant: t, document: d, groups: map[string]string{}}
		s.read()
	}
}

// terraformReader reads one document.
type terraformReader struct {
	*reader

	tenant   *tenant
	document *terraformDocument
	groups   map[string]string // environment group names by id
}

func (s *terraformReader) read() {
	all := s.document.resources()
	for _, x := range all {
		if x.resourceType == "powerplatform_environment_group" {
			if id := guid(x.values.text("id")); id != "" {
				s.tenant.environmentGroups[id] = x.values.text("display_name")
			}
		}
	}
	readers := map[string]func(resource){
		"powerplatform_environment":             s.readEnvironment,
		"powerplatform_tenant_isolation_policy": s.readIsolationResource,
		"azuread_group":                         s.readGroup,
		"azuread_application":                   s.readApplication,
		"azuread_service_principal":             s.readServicePrincipal,
		"azuread_user":                          s.readUser,
		"azuread_invitation":                    s.readInvitation,
	}
	ignored := map[string]bool{
		"powerplatform_managed_environment": true,
		"powerplatform_environment_group":   true,
		"azuread_client_config":             true,
	}
	skipped := 0
	for _, x := range all {
		if read := readers[x.resourceType]; read != nil && !x.isData {
			read(x)
			s.countImported()
		} else if !ignored[x.resourceType] {
			skipped++
		}
	}
	for _, x := range all {
		if x.resourceType == "powerplatform_managed_environment" && !x.isData {
			s.readManaged(x)
			s.countImported()
		}
	}
	if skipped > 0 {
		s.note(s.export.Path, countNoun(skipped, "other resource")+" not imported")
	}
}

// copyAttribute copies an attribute; one that is known only after apply is unknown.
func (s *terraformReader) copyAttribute(o *object, key string, values, pending record, name string) {
	if _, ok := pending.find(name); ok {
		o.markMissing(key)
		return
	}
	s.copyOrNone(o, key, values, name)
}

func (s *terraformReader) readEnvironment(x resource) {
	v := x.values
	id := v.text("id")
	var e *object
	if guid(strings.TrimPrefix(strings.ToLower(id), "default-")) != "" {
		e = s.environment(s.tenant, id, v.text("display_name"))
	}
	if e == nil {
		if v.text("display_name") == "" {
			s.noteSkipped("an environment")
			return
		}
		e = s.tenant.object.list("environments").getOrAdd(fmt.Sprintf("environment %q", v.text("display_name")), "address:"+x.address)
		e.markMissing(manualFields...)
		e.markMissing("id")
	}
	s.tenant.byAddress[x.address] = e
	s.tenant.object.markList("environments", false)
	s.copyAttribute(e, "displayName", v, x.pending, "display_name")
	if word := v.text("environment_type"); word != "" {
		s.setEnvironmentType(e, word)
	} else {
		e.markMissing("type")
	}
	s.copyAttribute(e, "location", v, x.pending, "location")
	s.copyAttribute(e, "azureRegion", v, x.pending, "azure_region")
	e.markMissing("managed")
	if id := guid(v.text("billing_policy_id")); id != "" {
		s.set(e, "billingPolicy", id)
	} else {
		e.markMissing("billingPolicy")
	}
	e.markMissing("enterprisePolicy")
	if _, ok := x.pending.find("environment_group_id"); ok {
		e.markMissing("environmentGroup")
		s.setGroupByReference(e, x)
	} else {
		s.setEnvironmentGroup(s.tenant, e, v.text("environment_group_id"), "")
	}
	if owner := guid(v.text("owner_id")); owner != "" {
		s.setOwner(s.tenant, e, "", owner)
	} else if e.text("type") == "Developer" {
		e.markMissing("owner")
	}
	s.readDatabaseBlock(e, x)
	s.readSettings(e, x)
}

// readDatabaseBlock reads the block dataverse. Before version 1 of the provider, its attributes were attributes of the
// environment itself.
func (s *terraformReader) readDatabaseBlock(e *object, x resource) {
	v, ok := x.values.find("dataverse")
	meta, pending := asRecord(v), x.pending.inner("dataverse")
	if isPending, _ := x.pending.flag("dataverse"); isPending {
		e.markMissing("dataverse", "securityGroup")
		return
	}
	if !ok {
		meta, pending = x.values, x.pending
		if meta.text("language_code") == "" && meta.text("currency_code") == "" {
			if _, number := meta.find("language_code"); !number {
				s.setNone(e, "dataverse")
				return
			}
		}
	} else if meta == nil {
		s.setNone(e, "dataverse")
		s.setNone(e, "securityGroup")
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
		if _, isPending := pending.find(f[1]); isPending {
			d.markMissing(f[0])
			continue
		}
		s.copy(d, f[0], meta, f[1])
	}
	d.markMissing("consumption")
	if _, isPending := pending.find("security_group_id"); isPending {
		e.markMissing("securityGroup")
		return
	}
	s.readSecurityGroup(e, meta, "security_group_id")
}

func (s *terraformReader) readSettings(e *object, x resource) {
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
			o.markMissing(f[0])
		}
	}
}

var referencePattern = pattern.New(`^(powerplatform_environment(?:_group)?\.[A-Za-z0-9_-]+(?:\[[^\]]*\])?)(?:\.id)?$`)

// referencedAddress returns the address in the same module that an argument of a resource refers to, or "".
func (s *terraformReader) referencedAddress(x resource, argument string) string {
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
			if m := referencePattern().FindStringSubmatch(ref); m != nil {
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

func (s *terraformReader) setGroupByReference(e *object, x resource) {
	address := s.referencedAddress(x, "environment_group_id")
	for _, g := range s.document.resources() {
		if g.address == address && g.resourceType == "powerplatform_environment_group" {
			if name := g.values.text("display_name"); name != "" {
				s.set(e, "environmentGroup", name)
			}
		}
	}
}

func (s *terraformReader) readManaged(x resource) {
	id := strings.ToLower(x.values.text("environment_id"))
	e := s.tenant.object.list("environments").byKey[id]
	if e == nil {
		e = s.tenant.byAddress[s.referencedAddress(x, "environment_id")]
	}
	if e != nil {
		s.set(e, "managed", true)
	}
}

func (s *terraformReader) readIsolationResource(x resource) {
	i := s.tenant.object.inner("tenantIsolation")
	if disabled, ok := x.values.flag("is_disabled"); ok {
		s.set(i, "enabled", !disabled)
	} else {
		i.markMissing("enabled")
	}
	allowed, ok := x.values.list("allowed_tenants")
	for _, a := range allowed {
		in, _ := a.flag("inbound")
		out, _ := a.flag("outbound")
		s.addAllowedTenant(i, a.text("tenant_id"), in, out)
	}
	i.markList("allowedTenants", ok)
}

func objectID(v record) string {
	if id := guid(v.text("object_id")); id != "" {
		return id
	}
	id := v.text("id")
	return guid(id[strings.LastIndexByte(id, '/')+1:])
}

func (s *terraformReader) readGroup(x resource) {
	id := objectID(x.values)
	s.tenant.object.markList("groups", false)
	if id == "" {
		return // it does not exist yet
	}
	g := s.groupByID(s.tenant, id, x.values.text("display_name"))
	if isUnified(x.values, "types") {
		s.set(g, "type", "microsoft365")
	} else if security, ok := x.values.flag("security_enabled"); ok && security {
		s.set(g, "type", "security")
	} else {
		g.markMissing("type")
	}
	if synced, ok := x.values.flag("onpremises_sync_enabled"); ok {
		s.set(g, "source", groupSource(synced))
	} else {
		g.markMissing("source")
	}
	if _, ok := x.values.find("members"); !ok {
		g.markMissing("members")
		return
	}
	for _, m := range x.values.texts("members") {
		if id := guid(m); id != "" {
			s.tenant.members = append(s.tenant.members, membership{group: g, id: id, path: s.export.Path})
		}
	}
	g.markList("members", true)
}

func appID(v record) string {
	if id := v.text("client_id"); id != "" {
		return id
	}
	return v.text("application_id")
}

func (s *terraformReader) readApplication(x resource) {
	s.tenant.object.markList("servicePrincipals", false)
	if appID(x.values) == "" {
		return
	}
	if p := s.servicePrincipal(s.tenant, appID(x.values), x.values.text("display_name")); p != nil {
		p.markMissing("objectId")
	}
}

func (s *terraformReader) readServicePrincipal(x resource) {
	s.tenant.object.markList("servicePrincipals", false)
	if appID(x.values) == "" {
		return
	}
	if p := s.servicePrincipal(s.tenant, appID(x.values), x.values.text("display_name")); p != nil {
		if id := objectID(x.values); id != "" {
			s.set(p, "objectId", id)
		} else {
			p.markMissing("objectId")
		}
	}
}

func (s *terraformReader) readUser(x resource) {
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
		s.copyAttribute(p, f[0], v, x.pending, f[1])
	}
	p.markMissing("licenses")
	if p.shape.has("homeTenant") {
		s.copyAttribute(p, "userType", v, x.pending, "user_type")
		s.copyAttribute(p, "externalUserState", v, x.pending, "external_user_state")
		s.tenant.object.markList("guests", false)
		return
	}
	s.tenant.object.markList("users", false)
}

func (s *terraformReader) readInvitation(x resource) {
	v := x.values
	mail, id := v.text("user_email_address"), guid(v.text("user_id"))
	if mail == "" || !isEmail(mail) {
		return
	}
	p := s.tenant.people[id]
	if p == nil {
		p = s.tenant.object.list("guests").getOrAdd(fmt.Sprintf("guest %q", mail), "mail:"+mail)
		p.markMissing("userPrincipalName", "externalUserState", "usageLocation", "licenses")
		if id != "" {
			s.tenant.people[id] = p
		}
	}
	if !p.shape.has("homeTenant") {
		return
	}
	s.set(p, "mail", mail)
	s.copy(p, "userType", v, "user_type")
	s.tenant.object.markList("guests", false)
}
