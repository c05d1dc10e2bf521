package importer

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/tenantlint/tenantlint/internal/conform"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/source"
)

// Change is a new or edited file.
type Change struct {
	// Path is slash-separated and relative to the folder of the manifests.
	Path string
	// Before is nil if the file is new.
	Before, After []byte
}

// Update merges the imported model into the existing manifests. It edits declared objects in place, and only the fields
// that an export contains, and adds other objects. It reports objects that are missing from a complete export, and
// removes them only with prune.
func Update(existing []Export, r *Result, o Options, prune bool) ([]Change, []Note, error) {
	u := &updater{
		prune:        prune,
		byID:         map[string]*declaration{},
		byName:       map[string]*declaration{},
		environments: map[string]*declaration{},
		paths:        map[string]bool{},
		renamed:      map[string]string{},
	}
	if err := u.read(existing); err != nil {
		return nil, nil, err
	}
	var changes []Change
	for i := range r.Manifests {
		m := &r.Manifests[i]
		changes = append(changes, u.updateOrCreate(m, o)...)
	}
	for _, f := range u.files {
		after, err := f.apply()
		if err != nil {
			return nil, nil, err
		}
		if !bytes.Equal(after, f.file.Data) {
			changes = append(changes, Change{Path: f.file.Path, Before: f.file.Data, After: after})
		}
	}
	slices.SortFunc(changes, func(a, b Change) int { return cmp.Compare(a.Path, b.Path) })
	return changes, u.notes, nil
}

// KnownTenants returns the names of the tenants that manifests declare, in the form of Options.KnownTenants.
func KnownTenants(existing []Export) (map[string]string, error) {
	u := &updater{byID: map[string]*declaration{}, byName: map[string]*declaration{}, environments: map[string]*declaration{}, paths: map[string]bool{}}
	if err := u.read(existing); err != nil {
		return nil, err
	}
	known := map[string]string{}
	for name, d := range u.byName {
		if guid(text(d.root, "id")) == "" && conform.Valid("name", name) {
			known["name:"+name] = name
		}
	}
	for id, d := range u.byID {
		if name := text(d.root, "name"); conform.Valid("name", name) { // lint reports invalid names
			known[id] = name
		}
	}
	return known, nil
}

// declaration is a document that declares an object.
type declaration struct {
	file *fileEditor
	root *manifest.Node
}

// updater edits the manifests of a folder.
type updater struct {
	prune        bool
	files        []*fileEditor
	paths        map[string]bool
	byID, byName map[string]*declaration // tenants
	environments map[string]*declaration // documents of environments, by id
	deployments  []*declaration
	// renamed maps the imported names of environments to their names in the manifests.
	renamed map[string]string
	notes   []Note
}

func text(n *manifest.Node, key string) string {
	if n == nil {
		return ""
	}
	if v := n.Get(key); v != nil && v.Kind == manifest.String {
		return v.Text
	}
	return ""
}

func (u *updater) read(existing []Export) error {
	for _, e := range existing {
		u.paths[strings.ToLower(e.Path)] = true
		if !manifest.Candidate(e.Data) {
			continue
		}
		file := source.NewFile(e.Path, e.Data)
		parsed := manifest.Parse(file, manifest.DefaultLimits(), false)
		for _, p := range parsed.Problems {
			if p.Rule != "parse/not-a-manifest" {
				return fmt.Errorf("%q cannot be read: %s; correct it first, see tenantlint lint", e.Path, p.Message.String())
			}
		}
		f := &fileEditor{file: file, eol: "\n"}
		if bytes.Contains(e.Data, []byte("\r\n")) {
			f.eol = "\r\n"
		}
		u.files = append(u.files, f)
		for _, d := range parsed.Documents {
			if d.Root.Kind != manifest.Mapping {
				continue
			}
			u.addDeclaration(d.Kind(), &declaration{f, d.Root})
		}
	}
	return nil
}

// addDeclaration indexes a document. If several tenants have the same id or name, the first one counts.
func (u *updater) addDeclaration(kind string, at *declaration) {
	name := text(at.root, "name")
	switch kind {
	case "Tenant":
		if id := guid(text(at.root, "id")); id != "" && name != "" && u.byID[id] == nil {
			u.byID[id] = at
		}
		if name != "" && u.byName[name] == nil {
			u.byName[name] = at
		}
	case "Environment":
		if id := strings.ToLower(text(at.root, "id")); id != "" {
			u.environments[id] = at
		}
	case "Deployment":
		u.deployments = append(u.deployments, at)
	}
}

func (u *updater) note(path, message string) { u.notes = append(u.notes, newNote(path, message)) }

// updateOrCreate edits the document that declares the object of a manifest, or returns new files.
func (u *updater) updateOrCreate(m *Manifest, o Options) []Change {
	switch m.Kind {
	case "Tenant":
		at := u.byID[m.ID]
		if at == nil {
			if candidate := u.byName[m.Name]; candidate != nil && guid(text(candidate.root, "id")) == "" {
				at = candidate
			}
		}
		if at != nil {
			e := edit{updater: u, fileEditor: at.file, refs: u.newResolver(m, at.root)}
			e.adoptNames(m, at.root)
			e.refs = u.newResolver(m, at.root)
			e.editObject(m.object, at.root)
			return nil
		}
	case "Deployment":
		if m.object.renameStrings(func(key, s string) string {
			if name := u.renamed[s]; name != "" && (key == "applicationUsers" || key == "environments" || key == "environment") {
				return name
			}
			return s
		}) {
			m.Text = render(m, o.JSON)
		}
		app := ""
		if a, ok := m.object.value("application").(*object); ok {
			app = a.text("appId")
		}
		for _, d := range u.deployments {
			if text(d.root, "name") == m.Name || app != "" && strings.EqualFold(text(d.root.Get("application"), "appId"), app) {
				return nil // somebody may have completed it
			}
		}
	}
	changes := []Change{{Path: u.unusedPath(m.Name, o), After: m.Text}}
	for i, part := range m.Parts {
		changes = append(changes, Change{Path: u.unusedPath(fmt.Sprintf("%s-environments-%d", m.Name, i+1), o), After: part})
	}
	return changes
}

// unusedPath returns an unused path.
func (u *updater) unusedPath(name string, o Options) string {
	path := name + extension(o.JSON)
	for n := 2; u.paths[strings.ToLower(path)]; n++ {
		path = name + "-" + strconv.Itoa(n) + extension(o.JSON)
	}
	u.paths[strings.ToLower(path)] = true
	return path
}

// adoptNames renames the imported groups and environments as in the manifests, and updates the references to them.
func (e *edit) adoptNames(m *Manifest, root *manifest.Node) {
	groups := e.matchNames(m.object, root, "groups", " ")
	for from, to := range e.matchNames(m.object, root, "environments", "-") {
		e.renamed[m.Name+"/"+from] = text(root, "name") + "/" + to
	}
	m.object.renameStrings(func(key, s string) string {
		switch key {
		case "members", "access":
			if name, ok := strings.CutPrefix(s, "group:"); ok && groups[name] != "" {
				return "group:" + groups[name]
			}
		case "securityGroup", "group":
			if groups[s] != "" {
				return groups[s]
			}
		}
		return s
	})
}

// matchNames renames the objects of a list and returns a map from old to new names.
func (e *edit) matchNames(o *object, root *manifest.Node, key, dash string) map[string]string {
	renamed, taken := map[string]string{}, map[string]bool{}
	n := root.Get(key)
	if n == nil {
		n = manifest.NewNode(manifest.Null, "", source.Span{})
	}
	index := e.indexItems(key, n)
	for _, item := range n.Items {
		taken[strings.ToLower(text(item, "name"))] = true
	}
	var newObjects []*object
	for _, item := range listItems(o, key) {
		at := e.match(key, item, index)
		if d := e.environments[strings.ToLower(item.text("id"))]; key == "environments" && d != nil && item.text("id") != "" {
			at = d.root
		}
		if name := text(at, "name"); name != "" {
			renamed[item.text("name")] = name
			setName(item, name)
			continue
		}
		newObjects = append(newObjects, item)
	}
	for _, item := range newObjects {
		name := uniqueName(item.text("name"), taken, dash)
		renamed[item.text("name")] = name
		setName(item, name)
	}
	return renamed
}

// renameStrings replaces each string in an object, nested objects included, with the result of to. It reports whether any changed.
func (o *object) renameStrings(to func(key, s string) string) bool {
	changed := false
	for key, f := range o.fields {
		switch v := f.value.(type) {
		case string:
			f.value = to(key, v)
			changed = changed || f.value != v
		case []string:
			for i, s := range v {
				v[i] = to(key, s)
				changed = changed || v[i] != s
			}
		case *object:
			changed = v.renameStrings(to) || changed
		case *list:
			for _, item := range v.items {
				changed = item.renameStrings(to) || changed
			}
		}
	}
	return changed
}

// nameResolver resolves names in a tenant to ids, so that a reference by name equals one by id.
type nameResolver struct {
	groups  [2]map[string]string // group ids by name, in the document and in the model
	people  map[string]string    // account ids by user principal name
	pruned  map[string]bool      // ids of removed groups
	skus    map[string]string    // product ids by name
	tenants map[string]string    // tenant ids by name
}

func (u *updater) newResolver(m *Manifest, root *manifest.Node) *nameResolver {
	r := &nameResolver{
		groups:  [2]map[string]string{{}, {}},
		people:  map[string]string{},
		tenants: map[string]string{},
		pruned:  map[string]bool{},
		skus:    map[string]string{},
	}
	if groups := root.Get("groups"); groups != nil {
		for _, g := range groups.Items {
			r.groups[0][strings.ToLower(text(g, "name"))] = strings.ToLower(text(g, "id"))
		}
	}
	for _, g := range listItems(m.object, "groups") {
		r.groups[1][strings.ToLower(g.text("name"))] = strings.ToLower(g.text("id"))
	}
	if f := m.object.fields["groups"]; u.prune && f != nil && f.complete {
		for name, id := range r.groups[0] {
			if id != "" && r.groups[1][name] != id &&
				!slices.ContainsFunc(listItems(m.object, "groups"), func(g *object) bool { return strings.EqualFold(g.text("id"), id) }) {
				r.pruned[id] = true
			}
		}
	}
	for _, key := range []string{"users", "guests"} {
		for _, p := range listItems(m.object, key) {
			r.people[strings.ToLower(p.text("userPrincipalName"))] = p.text("id")
		}
	}
	exported := map[string]bool{} // products in the exports, whose names override those of the manifest
	product := func(part, sku string, before bool) {
		part, sku = strings.ToLower(part), strings.ToLower(sku)
		if part == "" || sku == "" || before && exported[sku] {
			return
		}
		exported[sku] = exported[sku] || !before
		if known, ok := r.skus[part]; ok && known != sku {
			sku = "" // two products share the name, so only their ids are unambiguous
		}
		r.skus[part] = sku
	}
	for _, s := range listItems(m.object, "subscriptions") {
		product(s.text("skuPartNumber"), s.text("skuId"), false)
	}
	f := m.object.fields["subscriptions"]
	if subscriptions := root.Get("subscriptions"); subscriptions != nil && (f == nil || !f.complete || !u.prune) {
		for _, s := range subscriptions.Items {
			product(text(s, "skuPartNumber"), text(s, "skuId"), true)
		}
	}
	for id, d := range u.byID {
		r.tenants[text(d.root, "name")] = id
	}
	return r
}

// canonical returns the id that a reference resolves to, or else its normalized text; side is 0 for the document and 1
// for the model.
func (r *nameResolver) canonical(key, s string, side int) string {
	lower := strings.ToLower(strings.TrimSuffix(s, "/"))
	switch key {
	case "securityGroup", "group", "members", "access":
		name := strings.TrimPrefix(lower, "group:")
		if side == 0 && r.pruned[r.groups[0][name]] {
			return lower // the group is removed, so its name no longer resolves
		}
		if id := r.groups[side][name]; id != "" {
			return id
		}
		if id := r.groups[1-side][name]; id != "" && strings.HasPrefix(lower, "group:") {
			return id
		}
		if id := r.people[lower]; id != "" {
			return id
		}
	case "owner":
		if id := r.people[lower]; id != "" {
			return id
		}
	case "licenses":
		if id := r.skus[lower]; id != "" {
			return id
		}
	case "tenant", "homeTenant":
		if id := r.tenants[s]; id != "" {
			return id
		}
	case "displayName", "name", "onPremisesImmutableId", "description":
		return s
	}
	return lower
}

// edit edits one document.
type edit struct {
	*updater
	*fileEditor

	refs *nameResolver
	// list is the key of the list that contains item, the item being edited. taken maps the aliases of all items of the
	// list to the items, because no two items may end up with the same identifier.
	list    string
	byAlias map[string]*manifest.Node
	item    *manifest.Node
}

// isEqual reports whether a value in the document equals one of the model.
func (e *edit) isEqual(key string, n *manifest.Node, value any) bool {
	switch v := value.(type) {
	case string:
		if n.Kind != manifest.String {
			return false
		}
		if key == "environmentGroup" && guid(v) != "" && guid(n.Text) == "" {
			return true // the exports contain only its id
		}
		return e.refs.canonical(key, n.Text, 0) == e.refs.canonical(key, v, 1)
	case bool:
		return n.Kind == manifest.Bool && n.Text == strconv.FormatBool(v)
	case int64, float64:
		number, err := strconv.ParseFloat(n.Text, 64)
		want, _ := strconv.ParseFloat(scalar(v, nil), 64)
		return err == nil && number == want
	}
	return false
}

// hasValue reports whether a node exists and is neither null nor an empty string.
func hasValue(n *manifest.Node) bool {
	return n != nil && n.Kind != manifest.Null && (n.Kind != manifest.String || n.Text != "")
}

// editObject edits a mapping to match an object of the model.
func (e *edit) editObject(o *object, n *manifest.Node) {
	if n.Kind != manifest.Mapping {
		return
	}
	known := map[string]bool{} // keys that are known after the import
	var added []entry
	var removed []string
	for _, key := range o.shape.keys {
		f := o.fields[key]
		if f == nil || key == "unknown" {
			continue
		}
		p := n.Pair(key)
		if f.complete || f.known && !o.shape.properties[key].isList() {
			known[key] = true
		}
		if p != nil && !within(p.Value.Span, n.Span) && hasValue(p.Value) {
			continue // an alias defines it elsewhere
		}
		switch v := f.value.(type) {
		case nil:
			e.editUnset(o, key, f, p, &added, &removed)
		case *object:
			switch {
			case p != nil && p.Value.Kind == manifest.Mapping && len(p.Value.Pairs) > 0:
				inner := *e
				inner.list, inner.byAlias, inner.item = "", nil, nil
				inner.editObject(v, p.Value)
			case len(v.entries()) > 0:
				e.put(n, p, entry{key, v}, &added)
			case p == nil || !hasValue(p.Value):
				delete(known, key)
			}
		case *list:
			e.editObjects(o, n, key, f, v, p, &added)
		case []string:
			e.editTexts(o, n, key, f, v, p, &added)
		default:
			e.editValue(o, entry{key, v}, p, &added)
		}
	}
	var partial []string // added lists that are incomplete
	for _, a := range added {
		if f := o.fields[a.key]; f != nil && f.missing && !f.complete && o.shape.properties[a.key].isList() && o.shape.unknown[a.key] {
			partial = append(partial, a.key)
		}
	}
	e.editUnknown(n, known, partial, &added, &removed)
	e.removeEntries(n, removed)
	e.insertEntries(n, o.shape, added, removed)
}

// editValue edits a field with a single value. It never changes a name, or a value that is not a scalar in the manifest.
func (e *edit) editValue(o *object, v entry, p *manifest.Pair, added *[]entry) {
	switch {
	case v.key != "name" && e.collides(v.key, v.value, p):
		e.note(e.file.Path, fmt.Sprintf("%s of %s stays as it is: another entry has the one of the exports", v.key, o.label))
	case p == nil:
		*added = append(*added, v)
	case v.key == "name", e.isEqual(v.key, p.Value, v.value):
	case p.Value.Kind == manifest.Mapping || p.Value.Kind == manifest.Sequence:
	default:
		e.replaceScalar(p, v.value)
	}
}

// collides reports whether a value would give an item the identifier of another item of the list.
func (e *edit) collides(key string, value any, p *manifest.Pair) bool {
	s, ok := value.(string)
	if !ok || p != nil && e.isEqual(key, p.Value, value) {
		return false
	}
	for _, alias := range aliases(e.list, func(k string) string {
		if k == key {
			return s
		}
		return ""
	}) {
		if n := e.byAlias[alias]; n != nil && n != e.item {
			return true
		}
	}
	return false
}

// editUnset edits a field that is not set in the model.
func (e *edit) editUnset(o *object, key string, f *field, p *manifest.Pair, added *[]entry, removed *[]string) {
	switch {
	case f.complete:
		if p != nil && p.Value.Kind == manifest.Sequence {
			e.editEmptyList(o, key, p.Value)
		}
	case !f.known || o.shape.properties[key].isList():
	case key == "dataverse":
		if p == nil {
			*added = append(*added, entry{key, nil})
		} else if hasValue(p.Value) {
			*removed = append(*removed, key)
			*added = append(*added, entry{key, nil})
		}
	case p != nil && hasValue(p.Value):
		*removed = append(*removed, key)
	}
}

// put adds an entry, or replaces the empty value of an existing one.
func (e *edit) put(n *manifest.Node, p *manifest.Pair, value entry, added *[]entry) {
	if p == nil {
		*added = append(*added, value)
		return
	}
	e.replaceEmpty(n, p, value)
}

func (e *edit) editObjects(o *object, in *manifest.Node, key string, f *field, l *list, p *manifest.Pair, added *[]entry) {
	items := slices.DeleteFunc(slices.Clone(l.items), func(item *object) bool { return e.editSeparateDocument(key, item) })
	if p == nil || p.Value.Kind != manifest.Sequence || len(p.Value.Items) == 0 {
		if len(items) > 0 {
			e.put(in, p, entry{key, &list{shape: l.shape, items: items}}, added)
		}
		return
	}
	index := e.indexItems(key, p.Value)
	matched := map[*manifest.Node]*object{}
	var newItems []*object
	for _, item := range items {
		switch n := e.match(key, item, index); {
		case n == nil:
			newItems = append(newItems, item)
		case matched[n] != nil:
			e.noteDuplicate(item)
		default:
			matched[n] = item
		}
	}
	var rest []*manifest.Node
	for _, n := range p.Value.Items {
		if f.complete && matched[n] == nil {
			rest = append(rest, n)
		}
	}
	dropped := e.missingItems(o, key, rest)
	byAlias := map[string]*manifest.Node{}
	for _, n := range p.Value.Items {
		for _, alias := range aliases(key, func(k string) string { return text(n, k) }) {
			if byAlias[alias] == nil && !dropped[n] {
				byAlias[alias] = n
			}
		}
	}
	for _, n := range p.Value.Items {
		if item := matched[n]; item != nil && within(n.Span, p.Value.Span) {
			other := *e
			other.list, other.byAlias, other.item = key, byAlias, n
			other.editObject(item, n)
		}
	}
	newItems = slices.DeleteFunc(newItems, func(item *object) bool {
		known := slices.ContainsFunc(aliases(key, item.text), func(alias string) bool { return byAlias[alias] != nil })
		if known {
			e.noteDuplicate(item)
		}
		return known
	})
	if (len(newItems) > 0 || len(dropped) > 0) && e.isEditable(o, key, p.Value) {
		e.editItems(p.Value, dropped, newItems)
	}
}

// isEditable reports whether all items of a list are written in place, and adds a note if one of them is an alias.
func (e *edit) isEditable(o *object, key string, n *manifest.Node) bool {
	for _, item := range n.Items {
		if !within(item.Span, n.Span) {
			e.note(e.file.Path, fmt.Sprintf("%s of %s stays as it is: entries of it stand behind an alias", key, o.label))
			return false
		}
	}
	return true
}

// noteDuplicate notes that an object is not added because it duplicates another one.
func (e *edit) noteDuplicate(item *object) {
	e.note(e.file.Path, item.label+" is left out: another one is declared as the same")
}

// editEmptyList edits a list that is empty in a complete export.
func (e *edit) editEmptyList(o *object, key string, n *manifest.Node) {
	if dropped := e.missingItems(o, key, n.Items); len(dropped) > 0 && e.isEditable(o, key, n) {
		e.editItems(n, dropped, nil)
	}
}

// missingItems notes the items that a complete export no longer contains, and returns those to remove.
func (e *edit) missingItems(o *object, key string, rest []*manifest.Node) map[*manifest.Node]bool {
	dropped := map[*manifest.Node]bool{}
	for _, n := range rest {
		if n.Kind != manifest.Mapping {
			continue
		}
		name := ""
		for _, k := range []string{"name", "userPrincipalName", "appId", "tenant", "subscriptionId", "skuPartNumber", "mail", "id"} {
			if name = text(n, k); name != "" {
				break
			}
		}
		message := fmt.Sprintf("%q in %s of %s is no longer in the exports", name, key, o.label)
		if e.prune {
			dropped[n] = true
			e.note(e.file.Path, message+"; it is removed")
		} else {
			e.note(e.file.Path, message+"; --prune removes it")
		}
	}
	return dropped
}

// editSeparateDocument edits an environment that has its own document, and reports whether it has one.
func (e *edit) editSeparateDocument(key string, item *object) bool {
	if key != "environments" {
		return false
	}
	at := e.environments[strings.ToLower(item.text("id"))]
	if at == nil || item.text("id") == "" {
		return false
	}
	other := *e
	other.fileEditor, other.list, other.byAlias, other.item = at.file, "", nil, nil
	other.editObject(item, at.root)
	return true
}

// matchKeys returns the keys that match the objects of a list, the strongest first.
func matchKeys(list string) []string {
	switch list {
	case "domains":
		return []string{"name"}
	case "environments":
		return []string{"id", "name"}
	case "groups":
		return []string{"id", "name"}
	case "users", "guests":
		return []string{"id", "userPrincipalName", "mail"}
	case "administrators":
		return []string{"userPrincipalName", "id", "group"}
	case "servicePrincipals":
		return []string{"appId"}
	case "subscriptions":
		return []string{"subscriptionId", "skuId", "skuPartNumber"}
	case "directorySync":
		return []string{"engine"}
	}
	return []string{"tenant"}
}

// weakKeys contains the keys that match only if either object lacks the strongest key.
var weakKeys = map[string]bool{
	"environments name":           true,
	"groups name":                 true,
	"subscriptions skuId":         true,
	"subscriptions skuPartNumber": true,
	"guests mail":                 true,
	"users mail":                  true,
}

func (e *edit) indexItems(list string, n *manifest.Node) map[string]*manifest.Node {
	index := map[string]*manifest.Node{}
	keys := matchKeys(list)
	for _, item := range n.Items {
		for _, key := range keys {
			s := text(item, key)
			if key == "engine" && s == "" {
				s = "connectSync" // the default
			}
			if s == "" {
				continue
			}
			k := key + ":" + strings.ToLower(e.refs.canonical(key, s, 0))
			if index[k] == nil {
				index[k] = item
			}
		}
	}
	return index
}

func (e *edit) match(list string, o *object, index map[string]*manifest.Node) *manifest.Node {
	keys := matchKeys(list)
	for _, key := range keys {
		s := o.text(key)
		if s == "" {
			continue
		}
		n := index[key+":"+strings.ToLower(e.refs.canonical(key, s, 1))]
		if n == nil {
			continue
		}
		if weakKeys[list+" "+key] && o.text(keys[0]) != "" && text(n, keys[0]) != "" {
			continue
		}
		return n
	}
	return nil
}

// editTexts edits a sequence to match a list of strings.
func (e *edit) editTexts(o *object, in *manifest.Node, key string, f *field, want []string, p *manifest.Pair, added *[]entry) {
	if p == nil || p.Value.Kind != manifest.Sequence || len(p.Value.Items) == 0 {
		if len(want) > 0 {
			e.put(in, p, entry{key, want}, added)
		}
		return
	}
	existing := map[string]bool{}
	for _, n := range p.Value.Items {
		existing[e.refs.canonical(key, n.Text, 0)] = true
	}
	wanted := map[string]bool{}
	var newItems []string
	for _, s := range want {
		c := e.refs.canonical(key, s, 1)
		wanted[c] = true
		if !existing[c] {
			newItems = append(newItems, s)
		}
	}
	dropped := map[*manifest.Node]bool{}
	if f.complete && !f.missing {
		for _, n := range p.Value.Items {
			if !wanted[e.refs.canonical(key, n.Text, 0)] {
				dropped[n] = true
			}
		}
	}
	for _, n := range p.Value.Items {
		if name, ok := strings.CutPrefix(strings.ToLower(n.Text), "group:"); ok && e.refs.pruned[e.refs.groups[0][name]] {
			dropped[n] = true
		}
	}
	if (len(newItems) > 0 || len(dropped) > 0) && e.isEditable(o, key, p.Value) {
		e.editStrings(p.Value, dropped, newItems)
	}
}

// editUnknown edits the list of unknown fields: it removes those that are known now and adds partial lists.
func (e *edit) editUnknown(n *manifest.Node, known map[string]bool, partial []string, added *[]entry, removed *[]string) {
	p := n.Pair("unknown")
	if p == nil {
		if len(partial) > 0 {
			*added = append(*added, entry{"unknown", partial})
		}
		return
	}
	if p.Value.Kind != manifest.Sequence || len(p.Value.Items) == 0 || !within(p.Value.Span, n.Span) {
		return
	}
	dropped := map[*manifest.Node]bool{}
	for _, item := range p.Value.Items {
		if known[item.Text] {
			dropped[item] = true
		}
		partial = slices.DeleteFunc(partial, func(key string) bool { return key == item.Text })
	}
	switch {
	case len(dropped)+len(partial) == 0:
	case len(dropped) == len(p.Value.Items) && len(partial) == 0:
		*removed = append(*removed, "unknown")
	default:
		e.editStrings(p.Value, dropped, partial)
	}
}

func within(a, b source.Span) bool { return b.Start <= a.Start && a.End <= b.End }

// fileEditor collects the edits of one file.
type fileEditor struct {
	file  *source.File
	eol   string
	edits []replacement
}

type replacement struct {
	span source.Span
	text string
}

func (f *fileEditor) add(start, end int, text string) {
	f.edits = append(f.edits, replacement{source.Span{Start: start, End: end}, text})
}

// apply returns the content after the edits. It returns an error if the result does not parse or has more schema errors.
func (f *fileEditor) apply() ([]byte, error) {
	if len(f.edits) == 0 {
		return f.file.Data, nil
	}
	slices.SortStableFunc(f.edits, func(a, b replacement) int {
		return cmp.Or(cmp.Compare(a.span.Start, b.span.Start), cmp.Compare(a.span.End, b.span.End))
	})
	var out []byte
	end := 0
	for _, e := range f.edits {
		if e.span.Start < end {
			return nil, f.editError(fmt.Errorf("two edits touch the same text, %q", f.file.Data[e.span.Start:min(len(f.file.Data), e.span.Start+40)]))
		}
		out = append(append(out, f.file.Data[end:e.span.Start]...), e.text...)
		end = e.span.End
	}
	out = append(out, f.file.Data[end:]...)
	after := manifest.Parse(source.NewFile(f.file.Path, out), manifest.DefaultLimits(), true)
	before := manifest.Parse(f.file, manifest.DefaultLimits(), true)
	if len(after.Problems) > 0 {
		return nil, f.editError(errors.New(after.Problems[0].Message.String()))
	}
	if len(after.Documents) != len(before.Documents) {
		return nil, f.editError(errors.New("it would hold other documents"))
	}
	for i, d := range after.Documents {
		if problems := conform.Check(d).Problems; len(problems) > len(conform.Check(before.Documents[i]).Problems) {
			return nil, f.editError(errors.New(problems[0].Rule + " would refuse it"))
		}
	}
	return out, nil
}

func (f *fileEditor) editError(why error) error {
	return fmt.Errorf("%q cannot be edited in place: %w; write it in block style, a key a line, and try again", f.file.Path, why)
}

func (f *fileEditor) lineStart(at int) int { return bytes.LastIndexByte(f.file.Data[:at], '\n') + 1 }

// lineEnd returns the offset of the first line break, LF or CRLF, at or after an offset.
func (f *fileEditor) lineEnd(at int) int {
	i := bytes.IndexByte(f.file.Data[at:], '\n')
	if i < 0 {
		return len(f.file.Data)
	}
	at += i
	if at > 0 && f.file.Data[at-1] == '\r' {
		at--
	}
	return at
}

// removeLines removes the lines that contain two offsets and all lines between them. It removes the line break before
// the lines rather than the one after them, where other edits may insert text.
func (f *fileEditor) removeLines(from, to int) {
	start := f.lineStart(from)
	if start > 0 {
		start = f.lineEnd(start - 1)
	}
	f.add(start, f.lineEnd(to), "")
}

// commentStart returns the offset of the comment directly above an item in the same column, or else of the item.
func (f *fileEditor) commentStart(dash int) int {
	column := f.column(dash)
	for start := f.lineStart(dash); start > 0; {
		start = f.lineStart(start - 1)
		line := bytes.TrimLeft(f.file.Data[start:], " ")
		if len(line) == 0 || line[0] != '#' || len(f.file.Data[start:])-len(line) != column {
			break
		}
		dash = start + column
	}
	return dash
}

func (f *fileEditor) isFlowNode(n *manifest.Node) bool {
	c := byte(0)
	if n.Span.Start < len(f.file.Data) {
		c = f.file.Data[n.Span.Start]
	}
	return c == '{' || c == '['
}

func (f *fileEditor) column(at int) int { return at - f.lineStart(at) }

// dashOffset returns the offset of the dash before an item of a block sequence.
func (f *fileEditor) dashOffset(item *manifest.Node) int {
	return bytes.LastIndexByte(f.file.Data[:item.Span.Start], '-')
}

// renderBlock renders the value of a key at a column in block style, without the trailing line break.
func (f *fileEditor) renderBlock(e entry, column int) string {
	var b bytes.Buffer
	w := yamlWriter{&b}
	w.value(e, column)
	return f.convertLineBreaks(b.String())
}

func (f *fileEditor) convertLineBreaks(s string) string {
	s = strings.TrimSuffix(s, "\n")
	if f.eol != "\n" {
		s = strings.ReplaceAll(s, "\n", f.eol)
	}
	return s
}

// renderInline renders a value as JSON or in the flow style of YAML. In JSON, the value spans several lines if its
// sibling starts a line.
func (f *fileEditor) renderInline(value any, sibling *manifest.Node) string {
	column := 0
	w := jsonWriter{yamlQuotes: !f.isJSON(), singleLine: true}
	if sibling != nil && f.isJSON() && f.trimmedText(f.lineStart(sibling.Span.Start), sibling.Span.Start) == "" {
		w.singleLine, column = false, f.column(sibling.Span.Start)
	}
	var b bytes.Buffer
	w.Buffer = &b
	w.value(value, column)
	return f.convertLineBreaks(b.String())
}

func (f *fileEditor) isJSON() bool { return strings.EqualFold(path.Ext(f.file.Path), ".json") }

// quoter returns the function that quotes strings for the file.
func (f *fileEditor) quoter() func(string) string {
	if f.isJSON() {
		return manifest.WriteJSON
	}
	return manifest.Write
}

func (f *fileEditor) replaceScalar(p *manifest.Pair, value any) {
	quote := manifest.Write
	if f.usesJSONQuotes(p) {
		quote = manifest.WriteJSON
	}
	s := scalar(value, quote)
	if text, ok := value.(string); ok && p.Value.Kind == manifest.String {
		if fix := p.Value.Reword(f.file, text); fix != nil {
			s = fix.Text
		}
	}
	start, end := p.Value.Span.Start, p.Value.Span.End
	if start == end {
		s = " " + s
	}
	f.add(start, end, s)
}

func (f *fileEditor) usesJSONQuotes(p *manifest.Pair) bool {
	return f.isJSON() || p.Key.Span.Start < len(f.file.Data) && f.file.Data[p.Key.Span.Start] == '"'
}

// replaceEmpty replaces null, an empty list or an empty mapping with a value.
func (f *fileEditor) replaceEmpty(n *manifest.Node, p *manifest.Pair, e entry) {
	start, end := p.Value.Span.Start, p.Value.Span.End
	if f.isFlowNode(n) {
		s := f.renderInline(e.value, p.Key.Node())
		if start == end {
			s = " " + s
		}
		f.add(start, end, s)
		return
	}
	if colon := bytes.IndexByte(f.file.Data[p.Key.Span.End:], ':'); colon >= 0 {
		start = p.Key.Span.End + colon + 1
	}
	end = max(start, end)
	s := f.renderBlock(e, f.column(p.Key.Span.Start))
	if !strings.HasPrefix(s, f.eol) {
		f.add(start, end, s)
		return
	}
	if start < end {
		f.add(start, end, "")
	}
	end = f.lineEnd(end) // a comment stays with its key
	f.add(end, end, s)
}

// indentOf returns the column of the first key of a line, after any dashes.
func (f *fileEditor) indentOf(at int) int {
	start := f.lineStart(at)
	i := start
	for i < at && (f.file.Data[i] == ' ' || f.file.Data[i] == '-') {
		i++
	}
	return i - start
}

// insertEntries adds entries to a mapping, each after the entry that precedes it in the schema.
func (f *fileEditor) insertEntries(n *manifest.Node, s *shape, added []entry, removed []string) {
	order := map[string]int{}
	for i, key := range s.keys {
		order[key] = i + 1
	}
	slices.SortStableFunc(added, func(a, b entry) int { return order[a.key] - order[b.key] })
	if len(n.Pairs) == 0 && len(added) > 0 {
		var b bytes.Buffer
		for i, e := range added {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(f.quoter()(e.key) + ": " + f.renderInline(e.value, nil))
		}
		f.add(n.Span.Start, n.Span.End, "{"+b.String()+"}")
		return
	}
	for _, e := range added {
		var anchor *manifest.Pair
		for i := range n.Pairs {
			p := &n.Pairs[i]
			if !within(p.Key.Span, n.Span) || slices.Contains(removed, p.Key.Text) {
				continue
			}
			if anchor == nil || order[p.Key.Text] < order[e.key] {
				anchor = p
			}
		}
		if anchor == nil {
			continue // all its entries are merged from an alias
		}
		end := max(anchor.Key.Span.End, anchor.Value.Span.End)
		if !within(anchor.Value.Span, n.Span) {
			end = anchor.Key.Span.End
		}
		if !f.isFlowNode(n) {
			end = f.lineEnd(end)
			column := f.column(anchor.Key.Span.Start)
			f.add(end, end, f.eol+strings.Repeat(" ", column)+e.key+":"+f.renderBlock(e, column))
			continue
		}
		column := f.column(anchor.Key.Span.Start)
		separator := ", "
		if strings.TrimSpace(string(f.file.Data[f.lineStart(anchor.Key.Span.Start):anchor.Key.Span.Start])) == "" {
			separator = "," + f.eol + strings.Repeat(" ", column)
		}
		f.add(end, end, separator+f.quoter()(e.key)+": "+f.renderInline(e.value, anchor.Key.Node()))
	}
}

// removeEntries removes entries from a mapping.
func (f *fileEditor) removeEntries(n *manifest.Node, removed []string) {
	pairs := n.Pairs
	for i := 0; i < len(pairs); i++ {
		if !slices.Contains(removed, pairs[i].Key.Text) || !within(pairs[i].Key.Span, n.Span) {
			continue
		}
		j := i
		for j+1 < len(pairs) && slices.Contains(removed, pairs[j+1].Key.Text) {
			j++
		}
		first, last := pairs[i].Key.Span.Start, max(pairs[j].Key.Span.End, pairs[j].Value.Span.End)
		switch {
		case f.isFlowNode(n) && i > 0:
			f.add(max(pairs[i-1].Key.Span.End, pairs[i-1].Value.Span.End), last, "")
		case f.isFlowNode(n) && j+1 < len(pairs),
			!f.isFlowNode(n) && j+1 < len(pairs) && f.indentOf(first) == f.column(first) && f.trimmedText(f.lineStart(first), first) != "":
			f.add(first, pairs[j+1].Key.Span.Start, "")
		case f.isFlowNode(n):
			f.add(first, last, "")
		default:
			f.removeLines(first, last)
		}
		i = j
	}
}

// trimmedText returns a part of the file without leading and trailing white space.
func (f *fileEditor) trimmedText(start, end int) string {
	return strings.TrimSpace(string(f.file.Data[start:end]))
}

// editItems removes items from a sequence of objects and appends others.
func (f *fileEditor) editItems(n *manifest.Node, dropped map[*manifest.Node]bool, added []*object) {
	var texts []string
	if f.isFlowNode(n) {
		for _, o := range added {
			texts = append(texts, f.renderInline(o, n.Items[0]))
		}
	} else {
		column := f.column(f.dashOffset(n.Items[0]))
		for _, o := range added {
			var b bytes.Buffer
			w := yamlWriter{&b}
			w.entries(o.entries(), column+2, false)
			texts = append(texts, f.convertLineBreaks(b.String()))
		}
	}
	f.editSequence(n, dropped, texts)
}

// editStrings is editItems for a sequence of strings.
func (f *fileEditor) editStrings(n *manifest.Node, dropped map[*manifest.Node]bool, added []string) {
	quote := f.quoter()
	var texts []string
	for _, s := range added {
		texts = append(texts, quote(s))
	}
	f.editSequence(n, dropped, texts)
}

func (f *fileEditor) editSequence(n *manifest.Node, dropped map[*manifest.Node]bool, added []string) {
	var kept []*manifest.Node
	for _, item := range n.Items {
		if !dropped[item] {
			kept = append(kept, item)
		}
	}
	if f.isFlowNode(n) {
		f.editFlowSequence(n, kept, dropped, added)
		return
	}
	column := f.column(f.dashOffset(n.Items[0]))
	lead := strings.Repeat(" ", column) + "- "
	if len(kept) == 0 {
		if len(added) == 0 {
			start, text := n.Span.Start, "[]"
			if before := bytes.TrimRight(f.file.Data[:start], " \r\n"); bytes.HasSuffix(before, []byte(":")) {
				start, text = len(before), " []" // after its key
			}
			f.add(start, n.Span.End, text)
			return
		}
		f.add(f.dashOffset(n.Items[0]), n.Items[len(n.Items)-1].Span.End, "- "+strings.Join(added, f.eol+lead))
		return
	}
	for _, item := range n.Items {
		if dropped[item] {
			f.removeLines(f.commentStart(f.dashOffset(item)), item.Span.End)
		}
	}
	end := f.lineEnd(kept[len(kept)-1].Span.End)
	for _, s := range added {
		f.add(end, end, f.eol+lead+s)
	}
}

func (f *fileEditor) editFlowSequence(n *manifest.Node, kept []*manifest.Node, dropped map[*manifest.Node]bool, added []string) {
	separator := ", "
	if first := n.Items[0].Span.Start; strings.TrimSpace(string(f.file.Data[f.lineStart(first):first])) == "" {
		separator = "," + f.eol + strings.Repeat(" ", f.column(first))
	}
	if len(kept) == 0 {
		f.add(n.Span.Start, n.Span.End, "["+strings.Join(added, ", ")+"]")
		return
	}
	items := n.Items
	for i := 0; i < len(items); i++ {
		if !dropped[items[i]] {
			continue
		}
		j := i
		for j+1 < len(items) && dropped[items[j+1]] {
			j++
		}
		if i > 0 {
			f.add(items[i-1].Span.End, items[j].Span.End, "")
		} else {
			f.add(items[0].Span.Start, items[j+1].Span.Start, "")
		}
		i = j
	}
	end := kept[len(kept)-1].Span.End
	for _, s := range added {
		f.add(end, end, separator+s)
	}
}
