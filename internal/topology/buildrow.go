package topology

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"golang.org/x/net/publicsuffix"

	"github.com/tenantlint/tenantlint/internal/identifier"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/vocabulary"
)

var trueTerm = ast.InternedTerm(true)

// buildEntity adds the row of an object and the rows of the lists in it that are tables.
func (b *builder) buildEntity(e *entity) {
	if e.name == "" && (e.kind == "tenants" || e.kind == "environments") {
		return // its contents could not be distinguished from those of others
	}
	e.row = b.objectRow(e, e.node, e.at, layouts()[e.kind], e.tenant)
	if str(e.row, col.Name) == "" {
		b.interner.put(e.row, col.Name, e.name)
	}
	switch e.kind {
	case "tenants":
		b.addTenantTables(e)
	case "topologies":
		b.addLists(e, "")
	case "environments":
		b.completeEnvironment(e)
	}
	b.addRow(e.row)
}

// addTenantTables adds the rows of everything that a tenant's manifest lists.
func (b *builder) addTenantTables(e *entity) {
	b.addLists(e, e.name)
	if list := e.node.Get("environments"); list != nil && list.Kind == manifest.Sequence {
		for i, item := range list.Items {
			if item.Kind != manifest.Mapping {
				continue
			}
			env := &entity{
				kind: "environments", tenant: e.name, name: nameOrID("environments", item), doc: e.doc, node: item,
				at: e.at.key("environments").index(i), invalid: e.invalid, redacted: e.redacted,
			}
			env.key = scopedKey(env.tenant, env.name)
			b.buildEntity(env)
		}
	}
	b.addNamespaces(e)
	b.addCrossTenantAccess(e)
}

// plainLists contains, by scope, the tables whose rows come only from a list in a manifest: neither nested nor
// manifests of a kind of their own.
var plainLists = func() map[string][]*vocabulary.Table {
	lists := map[string][]*vocabulary.Table{}
	for _, scope := range []string{"tenants", "topologies"} {
		for _, l := range vocabulary.Lists(scope) {
			if !l.Nested && l.Kind == "" {
				lists[scope] = append(lists[scope], l)
			}
		}
	}
	return lists
}()

// addLists adds the rows of all plain lists of a manifest.
func (b *builder) addLists(e *entity, tenant string) {
	for _, l := range plainLists[e.kind] {
		b.addItems(e, l.Name, tenant)
	}
}

// addItems adds a row for each item of the list under a key.
func (b *builder) addItems(e *entity, name, tenant string) {
	list := e.node.Get(name)
	if list == nil || list.Kind != manifest.Sequence {
		return
	}
	at := e.at.key(name)
	for i, item := range list.Items {
		if item.Kind != manifest.Mapping {
			continue
		}
		row := b.objectRow(e, item, at.index(i), layouts()[name], tenant)
		if tenant != "" && name == "groups" {
			if n := str(row, col.Name); n != "" {
				row.set(col.Key, ast.StringTerm(tenant+"/"+n))
			}
		}
		b.setPerson(row, e, name, i)
		b.completeRow(row, name)
		b.addRow(row)
	}
}

// completeRow sets the columns of a list's row that are derived from its other columns.
func (b *builder) completeRow(row *record, list string) {
	switch list {
	case "domains":
		if r, err := publicsuffix.EffectiveTLDPlusOne(str(row, col.Name)); err == nil {
			row.set(col.Registered, ast.StringTerm(r))
		}
	case "users":
		upn := str(row, col.UserPrincipalName)
		b.interner.put(row, col.Domain, identifier.DomainOf(upn))
		put(row, col.External, identifier.IsExternal(upn))
	case "guests":
		b.completeGuest(row)
	}
}

// setPerson sets the person in the row of item i of a tenant's users, guests or administrators. An administrator that
// is given only by object id gets the sign-in name of the listed account with that id.
func (b *builder) setPerson(row *record, e *entity, list string, i int) {
	if all := e.accounts[list]; i < len(all) && all[i] != nil {
		b.addDependency(all[i].key)
		b.interner.put(row, col.Person, all[i].person)
		return
	}
	if list != "administrators" {
		return
	}
	name := str(row, col.UserPrincipalName)
	if name == "" {
		name = str(row, col.Id)
	}
	if name == "" {
		return
	}
	who := b.identify(e.name, name)
	b.interner.put(row, col.Person, who.person)
	if get(row, col.UserPrincipalName) == nil && who.listedAccount != nil {
		b.interner.put(row, col.UserPrincipalName, cmp.Or(who.listedAccount.upn, who.accountKey))
	}
}

// completeEnvironment resolves the tenant of an environment, and sets its computed columns.
func (b *builder) completeEnvironment(e *entity) {
	if n := e.node.Get("tenant"); n != nil && n.Kind == manifest.String && !e.invalid[n] {
		// An environment with a document of its own names its tenant; the name is a reference like any other.
		b.resolve(vocabulary.TenantReference, n, e, "")
	}
	if dataverse := e.node.Get("dataverse"); dataverse != nil && dataverse.Kind == manifest.Null {
		put(e.row, col.NoDatabase, true)
	}
	b.interner.put(e.row, col.Key, e.key)
}

// addNamespaces adds a row for each namespace. A tenant that declares none has the namespaces of its verified domains,
// which are not marked as declared.
func (b *builder) addNamespaces(e *entity) {
	spaces := e.node.Get("namespaces")
	if spaces != nil && spaces.Kind != manifest.Mapping {
		return
	}
	for _, protocol := range []string{"userPrincipalName", "smtp"} {
		list := spaces.Get(protocol)
		if list != nil && list.Kind != manifest.Sequence {
			continue
		}
		if list != nil {
			at := e.at.key("namespaces").key(protocol)
			for i, item := range list.Items {
				if item.Kind == manifest.String && !e.invalid[item] {
					b.addNamespace(e, protocol, identifier.CanonicalDomain(item.Text), at.index(i), true)
				}
			}
			continue
		}
		if listsUnknown(e.node, "namespaces") || spaces != nil && listsUnknown(spaces, protocol) {
			continue // it may have namespaces besides those of its domains
		}
		b.addDomainNamespaces(e, protocol)
	}
}

// addDomainNamespaces adds the namespaces that a tenant has through its verified domains.
func (b *builder) addDomainNamespaces(e *entity, protocol string) {
	domains := e.node.Get("domains")
	if domains == nil || domains.Kind != manifest.Sequence {
		return
	}
	at := e.at.key("domains")
	for i, item := range domains.Items {
		if v := item.Get("isVerified"); v != nil && v.Text == "false" {
			continue
		}
		if n := stringValue(item.Get("name")); n != "" {
			b.addNamespace(e, protocol, identifier.CanonicalDomain(n), at.index(i).key("name"), false)
		}
	}
}

func (b *builder) addNamespace(e *entity, protocol, name string, at *rowPath, declared bool) {
	row := b.newRow("namespaces", at.term())
	row.set(col.Tenant, b.interner.term(e.name))
	row.set(col.Name, b.interner.term(name))
	row.set(col.Protocol, ast.InternedTerm(protocol))
	row.set(col.Declared, ast.InternedTerm(declared))
	b.addRow(row)
}

// addCrossTenantAccess adds a row for the default settings, with the partner "default", and for those of each partner.
func (b *builder) addCrossTenantAccess(e *entity) {
	settings := e.node.Get("crossTenantAccess")
	if settings == nil || settings.Kind != manifest.Mapping {
		return
	}
	partners := settings.Get("partners")
	unnamed := func(n *manifest.Node) bool { return stringValue(n.Get("tenant")) == "" }
	if listsUnknown(settings, "default") || listsUnknown(settings, "partners") ||
		partners != nil && slices.ContainsFunc(partners.Items, unnamed) {
		known, _ := get(e.row, col.Unknown).(ast.Object)
		unknown := ast.NewObject(ast.Item(col.CrossTenantAccess.term(), trueTerm))
		known.Foreach(unknown.Insert)
		e.row.set(col.Unknown, ast.NewTerm(unknown))
	}
	at := e.at.key("crossTenantAccess")
	if def := settings.Get("default"); def != nil && def.Kind == manifest.Mapping {
		row := b.objectRow(e, def, at.key("default"), layouts()["crossTenantAccess"], e.name)
		row.set(col.Partner, ast.InternedTerm("default"))
		b.addRow(row)
	}
	if partners == nil || partners.Kind != manifest.Sequence {
		return
	}
	for i, item := range partners.Items {
		if item.Kind != manifest.Mapping {
			continue
		}
		row := b.objectRow(e, item, at.key("partners").index(i), layouts()["crossTenantAccess"], e.name)
		if n := item.Get("tenant"); n != nil && n.Kind == manifest.String && !e.invalid[n] {
			if key, ok := b.resolve(vocabulary.PartnerReference, n, e, ""); ok {
				row.set(col.Partner, b.interner.term(key))
			}
		}
		b.addRow(row)
	}
}

// objectRow returns the row of a mapping: its fields in canonical form, its path, and which of its fields are unknown,
// because the manifest says so, the schema rejected them, or they do not resolve.
func (b *builder) objectRow(e *entity, n *manifest.Node, at *rowPath, l *layout, tenant string) *record {
	row := b.newWideRecord(l)
	row.set(col.At, at.term())
	if tenant != "" {
		row.set(col.Tenant, b.interner.term(tenant))
	}
	b.setFields(row, e, n, at, tenant)
	return row
}

// setFields sets the columns of row, and records which are unknown.
//
//nolint:gocognit // for each column, present, unknown, invalid and absent are mutually exclusive
func (b *builder) setFields(row *record, e *entity, n *manifest.Node, at *rowPath, tenant string) {
	var missing [][2]*ast.Term
	list := n.Get("unknown")
	for i := range row.layout.fields {
		c := &row.layout.fields[i]
		v := n.Get(c.Name)
		listedUnknown := list != nil && listsUnknown(n, c.Name)
		if listedUnknown {
			b.doc.countUnknown(c.Name)
			if v != nil && isScalar(c.Column) && !isEmpty(v) && !e.invalid[v] {
				listedUnknown = false // a value in the manifest takes precedence
			}
		}
		switch {
		case v == nil || c.Form == vocabulary.List:
			if listedUnknown || v == nil && e.invalid[n] || e.lists[c.Name].incomplete ||
				v != nil && v.Kind != manifest.Sequence && v.Kind != manifest.Mapping && v.Kind != manifest.Null {
				missing = append(missing, ast.Item(c.column.term(), trueTerm))
				continue
			}
			if v != nil {
				continue
			}
		default:
			term, known := b.fieldValue(e, v, at, c, tenant, row)
			if term != nil {
				row.set(c.column, term)
			}
			if listedUnknown || !known { // a list that is both present and unknown is incomplete
				missing = append(missing, ast.Item(c.column.term(), trueTerm))
				continue
			}
			if term != nil {
				continue
			}
		}
		switch a := c.Absent.(type) {
		case string:
			row.set(c.column, ast.InternedTerm(a))
		case bool:
			row.set(c.column, ast.InternedTerm(a))
		}
	}
	if len(missing) == 0 {
		row.set(col.Unknown, ast.InternedEmptyObject)
	} else {
		row.set(col.Unknown, ast.ObjectTerm(missing...))
	}
}

// fieldValue returns the value of a field in a row, or nil for none. Known is false if the schema rejected the value or
// a reference does not resolve. The path is extended only where the value contains a path, because most values are
// scalars, which do not.
func (b *builder) fieldValue(
	e *entity, n *manifest.Node, at *rowPath, c *manifestField, tenant string, row *record,
) (term *ast.Term, known bool) {
	if n.Kind == manifest.Null {
		return nil, true
	}
	if c.Form == vocabulary.Rows {
		return b.nestedRows(e, n, at.column(c.column), c, tenant)
	}
	if !c.List {
		if hasPaths(c) {
			at = at.column(c.column)
		}
		return b.scalarTerm(e, n, at, c, tenant, row)
	}
	if n.Kind != manifest.Sequence {
		return nil, false
	}
	if hasPaths(c) || c.Form.IsReference() {
		at = at.column(c.column)
	}
	known = true
	terms := make([]*ast.Term, 0, len(n.Items))
	for i, item := range n.Items {
		itemPath := at
		if hasPaths(c) {
			itemPath = at.index(i)
		}
		t, ok := b.scalarTerm(e, item, itemPath, c, tenant, row)
		if !ok {
			known = false
			continue
		}
		if t == nil {
			continue
		}
		if _, ok := t.Value.(*record); !ok && c.Form.IsReference() {
			o := newRecord(referenceLayout)
			o.set(col.At, at.index(i).term())
			o.set(col.Key, t)
			t = o.term()
		}
		terms = append(terms, t)
	}
	if !known && !c.Form.IsReference() {
		return nil, false // the indexes of the other items would be wrong
	}
	return listTerm(terms), known
}

// hasPaths reports whether a value of the column contains its own path.
func hasPaths(c *manifestField) bool {
	return c.Form == vocabulary.Object || c.Form == vocabulary.PrincipalReference || c.Form == vocabulary.TeamReference
}

func (b *builder) nestedRows(e *entity, n *manifest.Node, at *rowPath, c *manifestField, tenant string) (*ast.Term, bool) {
	if n.Kind == manifest.Mapping && c.Single { // a single object instead of a list
		return listTerm([]*ast.Term{b.objectRow(e, n, at, c.objects, tenant).term()}), true
	}
	if n.Kind != manifest.Sequence {
		return nil, false
	}
	known := true
	var terms []*ast.Term
	for i, item := range n.Items {
		if item.Kind != manifest.Mapping {
			known = false
			continue
		}
		terms = append(terms, b.objectRow(e, item, at.index(i), c.objects, tenant).term())
	}
	return listTerm(terms), known
}

func (b *builder) scalarTerm(
	e *entity, n *manifest.Node, at *rowPath, c *manifestField, tenant string, row *record,
) (term *ast.Term, known bool) {
	if c.Form == vocabulary.Object {
		if n.Kind != manifest.Mapping {
			return nil, false
		}
		return b.objectRow(e, n, at, c.objects, tenant).term(), true
	}
	if e.invalid[n] || e.redacted[n] != "" {
		return nil, false
	}
	switch c.Form {
	case vocabulary.Boolean:
		if n.Kind != manifest.Bool {
			return nil, false
		}
		return ast.InternedTerm(n.Text == "true"), true
	case vocabulary.Number:
		if n.Kind != manifest.Integer && n.Kind != manifest.Number {
			return nil, false
		}
		return numberTerm(n.Text), true
	}
	if n.Kind != manifest.String {
		return nil, false
	}
	if strings.TrimSpace(n.Text) == "" {
		return nil, true
	}
	switch c.Form {
	case vocabulary.TenantReference, vocabulary.PartnerReference, vocabulary.EnvironmentReference, vocabulary.GroupReference:
		if identifier.CanonicalGUID(n.Text) == "" {
			return nil, true
		}
		key, ok := b.resolve(c.Form, n, e, tenant)
		if !ok {
			return nil, false
		}
		return b.interner.term(key), true
	case vocabulary.AccountReference:
		if identifier.CanonicalGUID(n.Text) == "" {
			return nil, true
		}
		who := b.identify(tenant, strings.TrimSpace(n.Text))
		b.checkListed(who, tenant, n, e)
		b.interner.put(row, c.person, who.person)
		return b.interner.term(who.accountKey), true
	case vocabulary.AgreementReference:
		return b.resolveAgreement(e, n)
	case vocabulary.PrincipalReference:
		return b.resolvePrincipal(e, n, at, tenant)
	case vocabulary.TeamReference:
		return b.resolveTeam(e, n, at)
	}
	s := canonical(c.Form, n.Text)
	switch {
	case s == "":
		return nil, true
	case c.Form == vocabulary.GUID, c.Form == vocabulary.URLHost:
		return ast.StringTerm(s), true // unique to each row
	}
	return b.interner.term(s), true
}

// maxNumberLength is the length in bytes above which a number is rounded: OPA computes with all digits of a text, and
// an exponent may expand to a billion of them.
const maxNumberLength = 24

func numberTerm(s string) *ast.Term {
	if len(s) <= maxNumberLength && !strings.ContainsAny(s, "eE") {
		return ast.NewTerm(ast.Number(s))
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		f = 0 // the schema rejects numbers that are too large; the rest are too small to distinguish from zero
	}
	return ast.NewTerm(ast.Number(strconv.FormatFloat(f, 'f', -1, 64)))
}

// resolveAgreement returns the volume licensing agreement that a text refers to. If no manifest lists agreements, any
// text may be the id of one.
func (b *builder) resolveAgreement(e *entity, n *manifest.Node) (*ast.Term, bool) {
	id := strings.TrimSpace(n.Text)
	if b.byKey["agreements"] != nil && b.lookup(b.byKey["agreements"], id) == nil {
		if !b.agreementsIncomplete() {
			_, ok := b.addUnresolved(unresolved{kind: "agreements", name: id}, b.mayDeclare("agreements", id), id, n, e)
			if !ok {
				return nil, false
			}
		}
	}
	return b.interner.term(id), true
}

// agreementsIncomplete reports whether there may be agreements that the topology does not list.
func (b *builder) agreementsIncomplete() bool {
	t := b.lookup(b.byKey["topologies"], topologyKey)
	return t == nil || t.lists["agreements"].incomplete
}

// resolvePrincipal resolves a reference to an account or a group: {"at", "account", "person"} or {"at", "group"}.
func (b *builder) resolvePrincipal(e *entity, n *manifest.Node, at *rowPath, tenant string) (*ast.Term, bool) {
	s, isGroup := strings.CutPrefix(strings.TrimSpace(n.Text), groupPrefix)
	s = strings.TrimSpace(s)
	if !isGroup && isAccount(s) {
		return b.accountObject(b.identify(tenant, s), at).term(), true
	}
	if !isGroup && identifier.IsGUID(s) && b.lookupID("groups", identifier.CanonicalGUID(s), tenant) == nil {
		who := b.identify(tenant, s)
		if identifier.CanonicalGUID(s) == "" {
			return nil, true
		}
		b.checkListed(who, tenant, n, e)
		return b.accountObject(who, at).term(), true
	}
	key, ok := b.resolveGroup(s, tenant, n, e)
	if !ok {
		return nil, false
	}
	o := b.newWideRecord(principalLayout)
	o.set(col.At, at.term())
	o.set(col.Group, b.interner.term(key))
	return o.term(), true
}

// accountObject returns the object of an account that is named at a path.
func (b *builder) accountObject(who identity, at *rowPath) *record {
	o := b.newWideRecord(principalLayout)
	o.set(col.At, at.term())
	o.set(col.Account, b.interner.term(who.accountKey))
	o.set(col.Person, b.interner.term(who.person))
	return o
}

// checkListed records a reference to an account by an object id that no tenant lists.
func (b *builder) checkListed(who identity, tenant string, n *manifest.Node, e *entity) {
	if who.listedAccount == nil && who.guest == nil && identifier.IsGUID(who.accountKey) {
		b.addUnlisted(unresolved{kind: "users", name: who.accountKey, home: tenant}, who.accountKey, n, e)
	}
}

// resolveTeam resolves a team: a group of a tenant, one account, or a name that only this manifest uses.
func (b *builder) resolveTeam(e *entity, n *manifest.Node, at *rowPath) (*ast.Term, bool) {
	s, isGroup := strings.CutPrefix(strings.TrimSpace(n.Text), groupPrefix)
	s = strings.TrimSpace(s)
	o := b.newWideRecord(principalLayout)
	o.set(col.At, at.term())
	switch {
	case isAccount(s) && !isGroup,
		identifier.IsGUID(s) && !isGroup && b.lookupID("groups", identifier.CanonicalGUID(s), "") == nil &&
			b.accountByID(identifier.CanonicalGUID(s)) != nil:
		o = b.accountObject(b.identify("", s), at)
	case identifier.IsGUID(s) && identifier.CanonicalGUID(s) == "":
		return nil, true
	case strings.Contains(s, "/"), identifier.IsGUID(s):
		key, ok := b.resolveGroup(s, "", n, e)
		if !ok {
			return nil, false
		}
		o.set(col.Group, b.interner.term(key))
	default:
		b.addBareTeam(unresolved{kind: "groups", name: s, teamReference: true}, n, e)
	}
	o.set(col.Name, ast.StringTerm(strings.ToLower(s)))
	return o.term(), true
}

// addBareTeam records a team that may be a misspelled group.
func (b *builder) addBareTeam(r unresolved, n *manifest.Node, e *entity) {
	if !b.reported[n] && b.byKey["groups"] != nil && !b.mayDeclare("groups", r.name) {
		b.reported[n] = true
		r.location, r.node = b.referenceLocation(n, e), n
		b.doc.unresolved = append(b.doc.unresolved, r)
	}
}

// canonical returns a string in the form that is used for comparison.
func canonical(f vocabulary.Form, s string) string {
	switch f {
	case vocabulary.GUID:
		return identifier.CanonicalGUID(s)
	case vocabulary.Domain:
		return identifier.CanonicalDomain(s)
	case vocabulary.Address:
		return identifier.CanonicalAddress(s)
	case vocabulary.URLHost:
		return identifier.CanonicalHost(s)
	case vocabulary.CaseInsensitive:
		return strings.ToLower(strings.TrimSpace(s))
	case vocabulary.Country:
		return strings.ToUpper(strings.TrimSpace(s))
	}
	return s
}
