package importer

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/tenantlint/tenantlint/internal/secret"
)

// object is one object of a manifest as the exports have it so far.
type object struct {
	shape  *shape
	fields map[string]*field
	// what names the object in messages: environment "x".
	what string
}

// field is what is known of one key.
type field struct {
	// value is a string, bool, int64, float64, []string, *object or *list; nil where there is none.
	value any
	// known is true if a source carried the field, so that no value means that there is none.
	known bool
	// lacking is true if a source had no such field, or not all of it, or a value that was refused.
	lacking bool
	// whole is true if a list is complete.
	whole bool
	rank  int
	from  string
}

// list holds objects that are distinguished by keys.
type list struct {
	shape *shape
	items []*object
	byKey map[string]*object
}

func newObject(s *shape, what string) *object {
	return &object{shape: s, fields: map[string]*field{}, what: what}
}

func (o *object) field(key string) *field {
	f := o.fields[key]
	if f == nil {
		f = &field{}
		o.fields[key] = f
	}
	return f
}

// value returns what a field holds, or nil.
func (o *object) value(key string) any {
	if f := o.fields[key]; f != nil {
		return f.value
	}
	return nil
}

func (o *object) text(key string) string {
	s, _ := o.value(key).(string)
	return s
}

// lacks says that a source does not carry fields; those that another brings are not unknown after all.
func (o *object) lacks(keys ...string) {
	for _, key := range keys {
		if o.shape.has(key) {
			o.field(key).lacking = true
		}
	}
}

// inner returns the object under a key.
func (o *object) inner(key string) *object {
	p := o.shape.properties[key]
	if p == nil || p.object == nil {
		return newObject(&shape{}, o.what) // what the schema does not know is not written
	}
	f := o.field(key)
	inner, ok := f.value.(*object)
	if !ok {
		inner = newObject(p.object, o.what)
		f.value, f.known = inner, true
	}
	return inner
}

// listOf returns the list of objects under a key.
func (o *object) listOf(key string) *list {
	p := o.shape.properties[key]
	if p == nil || p.items == nil || p.items.object == nil {
		return &list{shape: &shape{}, byKey: map[string]*object{}}
	}
	f := o.field(key)
	l, ok := f.value.(*list)
	if !ok {
		l = &list{shape: p.items.object, byKey: map[string]*object{}}
		f.value = l
	}
	return l
}

// noteSource records that a source contained a list, and whether the list was complete.
func (o *object) noteSource(key string, whole bool) {
	if !o.shape.has(key) {
		return
	}
	f := o.field(key)
	f.known = true
	if whole {
		f.whole = true
	} else {
		f.lacking = true
	}
}

// item returns the object of a list that one of the keys names, and makes one where there is none. Empty
// keys name nothing.
func (l *list) item(what string, keys ...string) *object {
	var o *object
	for _, k := range keys {
		if k != "" && o == nil {
			o = l.byKey[strings.ToLower(k)]
		}
	}
	if o == nil {
		o = newObject(l.shape, what)
		l.items = append(l.items, o)
	}
	for _, k := range keys {
		if k = strings.ToLower(k); k != "" && l.byKey[k] == nil {
			l.byKey[k] = o
		}
	}
	return o
}

// reader reads one export into the model.
type reader struct {
	*importer

	export *export
	rank   int
}

// set gives a field a value that is there. The richer source wins; between equals it is the first.
func (r *reader) set(o *object, key string, value any) {
	p := o.shape.properties[key]
	if p == nil {
		return
	}
	value, ok := p.fit(value)
	f := o.field(key)
	if !ok {
		f.lacking = true
		r.refuse(o, key, value)
		return
	}
	if f.known && f.value != nil {
		same := equalValues(key, f.value, value)
		if !same {
			r.contradiction(o, key, value, f, r.rank > f.rank)
		}
		if same || r.rank <= f.rank {
			return
		}
	} else if f.known && f.rank > r.rank {
		return // a richer source knows that there is none
	}
	f.value, f.known, f.rank, f.from = value, true, r.rank, r.export.Path
}

// none is the absence of a value.
func (r *reader) none(o *object, key string) {
	if !o.shape.has(key) {
		return
	}
	f := o.field(key)
	if f.known && f.rank >= r.rank {
		return
	}
	if f.known && f.value != nil {
		r.contradiction(o, key, nil, f, true)
	}
	f.value, f.known, f.rank, f.from = nil, true, r.rank, r.export.Path
}

// fit turns a value of an export into one of the property, or returns what was refused.
func (p *property) fit(value any) (any, bool) {
	switch v := value.(type) {
	case string:
		v = clean(v)
		if p.takes("boolean") {
			flag, ok := asFlag(v)
			return flag, ok
		}
		if p.takes("integer") || p.takes("number") {
			n, err := strconv.ParseFloat(v, 64)
			if err != nil {
				return v, false
			}
			return p.fit(n)
		}
		return v, v != "" && p.valid(v) && secret.Classify(v) == ""
	case bool:
		return v, p.takes("boolean")
	case float64:
		if math.IsNaN(v) || v < 0 || v > 1e12 {
			return v, false
		}
		if p.takes("integer") {
			return int64(v), v == math.Trunc(v)
		}
		return math.Round(v*1000) / 1000, p.takes("number")
	case int:
		return p.fit(float64(v))
	}
	return value, false
}

// copy takes a field over from a record: a value, none where it is null or empty, unknown where it is
// missing.
func (r *reader) copy(o *object, key string, from record, path string) {
	if !r.take(o, key, from, path) {
		o.lacks(key)
	}
}

// copyOr is copy for a field whose absence means that there is none.
func (r *reader) copyOr(o *object, key string, from record, path string) {
	if !r.take(o, key, from, path) {
		r.none(o, key)
	}
}

// take takes a field over and reports whether the record has it.
func (r *reader) take(o *object, key string, from record, path string) bool {
	v, ok := from.find(path)
	switch {
	case !ok:
		return false
	case isNone(v):
		r.none(o, key)
	default:
		r.set(o, key, v)
	}
	return true
}

const zeroGUID = "00000000-0000-0000-0000-000000000000"

// isNone reports whether a value is one of the ways in which exports write "none".
func isNone(v any) bool {
	if v == nil {
		return true
	}
	s, ok := v.(string)
	return ok && (strings.TrimSpace(s) == "" || s == zeroGUID)
}

// refuse says that a value was dropped. A value that may be a credential is not shown.
func (r *reader) refuse(o *object, key string, value any) {
	s, ok := value.(string)
	switch {
	case !ok || len(s) > 80 || secret.Classify(s) != "":
		r.note(r.export.Path, fmt.Sprintf("%s of %s is left out: it is not what a manifest may hold there", key, o.what))
	default:
		r.note(r.export.Path, fmt.Sprintf("%s of %s is left out: a manifest cannot hold %q there", key, o.what, s))
	}
}

// contradiction says that two sources differ, and which is believed.
func (r *reader) contradiction(o *object, key string, here any, other *field, believeHere bool) {
	text, ok := here.(string)
	if ok && stripped(text) == stripped(fmt.Sprint(other.value)) {
		return // ScubaGear strips letters that are not ASCII
	}
	kept := other.value
	if believeHere {
		kept = here
	}
	r.note(
		r.export.Path,
		fmt.Sprintf("%s of %s is %s, but %s in %q; kept %s", key, o.what, shown(here), shown(other.value), other.from, shown(kept)),
	)
}

func shown(v any) string {
	switch v := v.(type) {
	case nil:
		return "none"
	case string:
		return strconv.Quote(v)
	}
	return fmt.Sprint(v)
}

func stripped(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x80 || r <= ' ' {
			return -1
		}
		return r
	}, s)
}

// equalValues compares as manifests do: ids, names of domains and tokens without case.
func equalValues(key string, a, b any) bool {
	x, ok := a.(string)
	y, ok2 := b.(string)
	if !ok || !ok2 {
		return a == b
	}
	if key == "displayName" || key == "name" || key == "onPremisesImmutableId" {
		return x == y
	}
	return strings.EqualFold(strings.TrimSuffix(x, "/"), strings.TrimSuffix(y, "/"))
}

// unknown lists the fields of an object that no source brought, as the schema allows it.
func (o *object) unknown() []string {
	var names []string
	for _, key := range o.shape.keys {
		f := o.fields[key]
		if f == nil || !f.lacking || !o.shape.unknown[key] {
			continue
		}
		_, isList := f.value.(*list)
		if _, isTexts := f.value.([]string); isTexts {
			isList = true
		}
		if f.whole || !isList && f.known && !o.shape.properties[key].isList() {
			continue
		}
		names = append(names, key)
	}
	return names
}

// empty reports whether nothing of an object would be written.
func (o *object) empty() bool {
	for _, key := range o.shape.keys {
		if f := o.fields[key]; f != nil && !emptyValue(f.value) {
			return false
		}
	}
	return len(o.unknown()) == 0
}

func emptyValue(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case []string:
		return len(v) == 0
	case *list:
		return len(v.items) == 0
	case *object:
		return v.empty() && !v.shape.needsNothing()
	}
	return false
}

// needsNothing reports whether an empty object of this shape says something: a tenant isolation does
// not, a database does.
func (s *shape) needsNothing() bool { return s.has("organizationId") }

// sort orders the lists of an object for writing: by id, then by name.
func (o *object) sort() {
	for _, f := range o.fields {
		switch v := f.value.(type) {
		case *object:
			v.sort()
		case *list:
			for _, item := range v.items {
				item.sort()
			}
			slices.SortStableFunc(v.items, byIdentity)
		case []string:
			slices.Sort(v)
			f.value = slices.Compact(v)
		}
	}
}

func byIdentity(a, b *object) int {
	for _, key := range identities {
		if c := cmp.Compare(strings.ToLower(a.text(key)), strings.ToLower(b.text(key))); c != 0 {
			return c
		}
	}
	return 0
}

// identities are the keys by which objects of a list are distinguished, the strongest first.
var identities = []string{
	"id",
	"subscriptionId",
	"appId",
	"userPrincipalName",
	"tenant",
	"skuId",
	"skuPartNumber",
	"name",
	"mail",
	"group",
	"stage",
	"user",
}
