package importer

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/source"
)

// edit edits one document.
type edit struct {
	*updater
	*fileEditor

	refs *nameResolver
	// list is the key of the list that contains item, the item being edited. byAlias maps the aliases of all items of the
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
		e.note(e.file.Path, fmt.Sprintf("%s of %s is not changed: another entry has the value of the exports", v.key, o.label))
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
			e.note(e.file.Path, fmt.Sprintf("%s of %s is not changed: an alias defines some of its entries", key, o.label))
			return false
		}
	}
	return true
}

// noteDuplicate notes that an object is not added because it duplicates another one.
func (e *edit) noteDuplicate(item *object) {
	e.note(e.file.Path, item.label+" is left out: another entry has the same identifier")
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
