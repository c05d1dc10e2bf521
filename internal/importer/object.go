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

// object is one object of a manifest, merged from the exports read so far.
type object struct {
	shape  *shape
	fields map[string]*field
	// label is the name of the object in messages, for example: environment "x".
	label string
}

// field is the state of one key of an object.
type field struct {
	// value is a string, bool, int64, float64, []string, *object or *list, or nil if there is none.
	value any
	// known is true if a source contained the field, so that a nil value means that the field is not set.
	known bool
	// missing is true if a source lacked the field, had only a part of it, or had an invalid value.
	missing bool
	// complete is true if a list is complete.
	complete bool
	// rank and from are the rank and path of the export that the value was taken from.
	rank int
	from string
}

// list is a list of objects that are identified by keys.
type list struct {
	shape *shape
	items []*object
	byKey map[string]*object
}

func newObject(s *shape, label string) *object {
	return &object{shape: s, fields: map[string]*field{}, label: label}
}

func (o *object) field(key string) *field {
	f := o.fields[key]
	if f == nil {
		f = &field{}
		o.fields[key] = f
	}
	return f
}

// value returns the value of a field, or nil.
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

// markMissing records that a source does not contain fields. They are unknown unless another source contains them.
func (o *object) markMissing(keys ...string) {
	for _, key := range keys {
		if o.shape.has(key) {
			o.field(key).missing = true
		}
	}
}

// inner returns the object under a key, and creates it if necessary.
func (o *object) inner(key string) *object {
	p := o.shape.properties[key]
	if p == nil || p.object == nil {
		return newObject(&shape{}, o.label) // keys that are not in the schema are discarded
	}
	f := o.field(key)
	inner, ok := f.value.(*object)
	if !ok {
		inner = newObject(p.object, o.label)
		f.value, f.known = inner, true
	}
	return inner
}

// list returns the list of objects under a key, and creates it if necessary.
func (o *object) list(key string) *list {
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

// markList records that a source contained a list, and whether the list was complete.
func (o *object) markList(key string, complete bool) {
	if !o.shape.has(key) {
		return
	}
	f := o.field(key)
	f.known = true
	if complete {
		f.complete = true
	} else {
		f.missing = true
	}
}

// getOrAdd returns the object that one of the keys identifies, and adds it if there is none. Empty keys are ignored.
func (l *list) getOrAdd(label string, keys ...string) *object {
	var o *object
	for _, k := range keys {
		if k != "" && o == nil {
			o = l.byKey[strings.ToLower(k)]
		}
	}
	if o == nil {
		o = newObject(l.shape, label)
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

// set sets a field to a value. The source of the higher rank wins; of equal ranks, the first one read.
func (r *reader) set(o *object, key string, value any) {
	p := o.shape.properties[key]
	if p == nil {
		return
	}
	value, ok := p.convert(value)
	f := o.field(key)
	if !ok {
		f.missing = true
		r.noteRejected(o, key, value)
		return
	}
	if f.known && f.value != nil {
		same := equalValues(key, f.value, value)
		if !same {
			r.noteConflict(o, key, value, f, r.rank > f.rank)
		}
		if same || r.rank <= f.rank {
			return
		}
	} else if f.known && f.rank > r.rank {
		return // a source of a higher rank states that there is none
	}
	f.value, f.known, f.rank, f.from = value, true, r.rank, r.export.Path
}

// setNone records that a field is not set in the source.
func (r *reader) setNone(o *object, key string) {
	if !o.shape.has(key) {
		return
	}
	f := o.field(key)
	if f.known && f.rank >= r.rank {
		return
	}
	if f.known && f.value != nil {
		r.noteConflict(o, key, nil, f, true)
	}
	f.value, f.known, f.rank, f.from = nil, true, r.rank, r.export.Path
}

// convert converts a value of an export to a type that the property takes. If it is invalid, convert returns it
// for the message.
func (p *property) convert(value any) (any, bool) {
	switch v := value.(type) {
	case string:
		v = sanitize(v)
		if p.accepts("boolean") {
			flag, ok := asFlag(v)
			return flag, ok
		}
		if p.accepts("integer") || p.accepts("number") {
			n, err := strconv.ParseFloat(v, 64)
			if err != nil {
				return v, false
			}
			return p.convert(n)
		}
		return v, v != "" && p.valid(v) && secret.Classify(v) == ""
	case bool:
		return v, p.accepts("boolean")
	case float64:
		if math.IsNaN(v) || v < 0 || v > 1e12 {
			return v, false
		}
		if p.accepts("integer") {
			return int64(v), v == math.Trunc(v)
		}
		return math.Round(v*1000) / 1000, p.accepts("number")
	case int:
		return p.convert(float64(v))
	}
	return value, false
}

// copy copies a field from a record. A null or empty value means that the field is not set, a missing one that it is
// unknown.
func (r *reader) copy(o *object, key string, from record, path string) {
	if !r.copyIfPresent(o, key, from, path) {
		o.markMissing(key)
	}
}

// copyOrNone is copy for a field whose absence means that it is not set.
func (r *reader) copyOrNone(o *object, key string, from record, path string) {
	if !r.copyIfPresent(o, key, from, path) {
		r.setNone(o, key)
	}
}

// copyIfPresent copies a field and reports whether the record contains it.
func (r *reader) copyIfPresent(o *object, key string, from record, path string) bool {
	v, ok := from.find(path)
	switch {
	case !ok:
		return false
	case isNone(v):
		r.setNone(o, key)
	default:
		r.set(o, key, v)
	}
	return true
}

const zeroGUID = "00000000-0000-0000-0000-000000000000"

// isNone reports whether a value is one of the ways exports write "none".
func isNone(v any) bool {
	if v == nil {
		return true
	}
	s, ok := v.(string)
	return ok && (strings.TrimSpace(s) == "" || s == zeroGUID)
}

// noteRejected notes that a value was dropped. A value that may be a credential is not shown.
func (r *reader) noteRejected(o *object, key string, value any) {
	s, ok := value.(string)
	switch {
	case !ok || len(s) > 80 || secret.Classify(s) != "":
		r.note(r.export.Path, fmt.Sprintf("%s of %s is left out: its value is not valid in a manifest", key, o.label))
	default:
		r.note(r.export.Path, fmt.Sprintf("%s of %s is left out: %q is not valid in a manifest", key, o.label, s))
	}
}

// noteConflict notes that two sources differ, and which value is used.
func (r *reader) noteConflict(o *object, key string, newValue any, current *field, preferNew bool) {
	text, ok := newValue.(string)
	if ok && asciiOnly(text) == asciiOnly(fmt.Sprint(current.value)) {
		return // ScubaGear strips non-ASCII letters
	}
	kept := current.value
	if preferNew {
		kept = newValue
	}
	r.note(
		r.export.Path,
		fmt.Sprintf(
			"%s of %s is %s, but %s in %q; kept %s",
			key, o.label, display(newValue), display(current.value), current.from, display(kept),
		),
	)
}

func display(v any) string {
	switch v := v.(type) {
	case nil:
		return "none"
	case string:
		return strconv.Quote(v)
	}
	return fmt.Sprint(v)
}

func asciiOnly(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x80 || r <= ' ' {
			return -1
		}
		return r
	}, s)
}

// equalValues compares two values like manifests do: case-insensitively, except for names.
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

// unknown returns the fields that no source contained, as far as the schema allows listing them as unknown.
func (o *object) unknown() []string {
	var names []string
	for _, key := range o.shape.keys {
		f := o.fields[key]
		if f == nil || !f.missing || !o.shape.unknown[key] {
			continue
		}
		_, isList := f.value.(*list)
		if _, isTexts := f.value.([]string); isTexts {
			isList = true
		}
		if f.complete || !isList && f.known && !o.shape.properties[key].isList() {
			continue
		}
		names = append(names, key)
	}
	return names
}

// isEmpty reports whether an object has nothing to write.
func (o *object) isEmpty() bool {
	for _, key := range o.shape.keys {
		if f := o.fields[key]; f != nil && !isEmptyValue(f.value) {
			return false
		}
	}
	return len(o.unknown()) == 0
}

func isEmptyValue(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case []string:
		return len(v) == 0
	case *list:
		return len(v.items) == 0
	case *object:
		return v.isEmpty() && !v.shape.emptyIsMeaningful()
	}
	return false
}

// emptyIsMeaningful reports whether an empty object of this shape is meaningful: an empty dataverse declares that there
// is a database, an empty tenantIsolation declares nothing.
func (s *shape) emptyIsMeaningful() bool { return s.has("organizationId") }

// sortLists sorts the lists of an object for writing: by id, then by the other identities.
func (o *object) sortLists() {
	for _, f := range o.fields {
		switch v := f.value.(type) {
		case *object:
			v.sortLists()
		case *list:
			for _, item := range v.items {
				item.sortLists()
			}
			slices.SortStableFunc(v.items, compareIdentity)
		case []string:
			slices.Sort(v)
			f.value = slices.Compact(v)
		}
	}
}

func compareIdentity(a, b *object) int {
	for _, key := range identityKeys {
		if c := cmp.Compare(strings.ToLower(a.text(key)), strings.ToLower(b.text(key))); c != 0 {
			return c
		}
	}
	return 0
}

// identityKeys contains the keys that identify objects of a list, the strongest first.
var identityKeys = []string{
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
