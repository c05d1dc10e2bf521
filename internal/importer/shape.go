package importer

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync"

	"github.com/tenantlint/tenantlint/internal/conform"
	"github.com/tenantlint/tenantlint/schema"
)

// shape is the part of the schema that describes one object: its keys in order and their values. It determines what is
// written, so that a field that is not in the schema is never written.
type shape struct {
	keys       []string
	properties map[string]*property
	required   []string
	// unknown contains the fields that may be listed as unknown; it is nil if the object has no such list.
	unknown map[string]bool
}

// property describes the values that one key may have.
type property struct {
	types    []string
	enum     []string
	format   string
	nonEmpty bool
	object   *shape
	items    *property
}

// has reports whether the schema contains a key.
func (s *shape) has(key string) bool { return s.properties[key] != nil }

// requires reports whether a key is required.
func (s *shape) requires(key string) bool { return slices.Contains(s.required, key) }

// isList reports whether a key takes only lists. If it takes an object too, the object comes first and isList is false.
func (p *property) isList() bool { return p.items != nil && p.object == nil }

func (p *property) accepts(kind string) bool { return slices.Contains(p.types, kind) }

// valid reports whether a string is a valid value.
func (p *property) valid(text string) bool {
	switch {
	case !p.accepts("string") && len(p.types) > 0, p.nonEmpty && text == "":
		return false
	case len(p.enum) > 0 && !slices.Contains(p.enum, text):
		return false
	}
	return p.format == "" || conform.Valid(p.format, text)
}

// shapes returns the shape of each kind of manifest.
var shapes = sync.OnceValue(func() map[string]*shape {
	d := json.NewDecoder(bytes.NewReader(schema.Manifest))
	d.UseNumber()
	root, err := decodeOrdered(d)
	if err != nil {
		panic("schema/manifest.schema.json: " + err.Error()) // the schema is embedded and covered by tests
	}
	r := shapeReader{root: root, byRef: map[string]*property{}}
	all := map[string]*shape{}
	for kind, name := range map[string]string{"Tenant": "tenant", "Environment": "environmentDocument", "Deployment": "deployment"} {
		all[kind] = r.ref("#/definitions/" + name).object
	}
	return all
})

// orderedObject is a JSON object that preserves the order of its keys.
type orderedObject struct {
	keys   []string
	values map[string]any
}

func (e *orderedObject) get(key string) any {
	if e == nil {
		return nil
	}
	return e.values[key]
}

func (e *orderedObject) object(key string) *orderedObject {
	o, _ := e.get(key).(*orderedObject)
	return o
}

func (e *orderedObject) text(key string) string {
	s, _ := e.get(key).(string)
	return s
}

func (e *orderedObject) texts(key string) []string {
	var all []string
	switch v := e.get(key).(type) {
	case string:
		all = []string{v}
	case []any:
		for _, item := range v {
			if s, ok := item.(string); ok {
				all = append(all, s)
			}
		}
	}
	return all
}

// decodeOrdered decodes one JSON value; objects become *orderedObject.
func decodeOrdered(d *json.Decoder) (any, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		e := &orderedObject{values: map[string]any{}}
		for d.More() {
			key, err := d.Token()
			if err != nil {
				return nil, err
			}
			name, ok := key.(string)
			if !ok {
				return nil, errors.New("a key is not a string")
			}
			value, err := decodeOrdered(d)
			if err != nil {
				return nil, err
			}
			e.keys = append(e.keys, name)
			e.values[name] = value
		}
		_, err = d.Token()
		return e, err
	case json.Delim('['):
		list := []any{}
		for d.More() {
			value, err := decodeOrdered(d)
			if err != nil {
				return nil, err
			}
			list = append(list, value)
		}
		_, err = d.Token()
		return list, err
	}
	return token, nil
}

// shapeReader converts definitions of the schema to shapes.
type shapeReader struct {
	root  any
	byRef map[string]*property // by reference
}

func (r *shapeReader) ref(ref string) *property {
	if p := r.byRef[ref]; p != nil {
		return p
	}
	p := &property{}
	r.byRef[ref] = p // before it is filled, because a definition may be recursive
	at, _ := r.root.(*orderedObject)
	for step := range strings.SplitSeq(strings.TrimPrefix(ref, "#/"), "/") {
		at = at.object(step)
	}
	r.fill(p, at)
	return p
}

func (r *shapeReader) property(at *orderedObject) *property {
	if ref := at.text("$ref"); ref != "" {
		return r.ref(ref)
	}
	p := &property{}
	r.fill(p, at)
	return p
}

func (r *shapeReader) fill(p *property, at *orderedObject) {
	if ref := at.text("$ref"); ref != "" {
		*p = *r.ref(ref)
		return
	}
	for _, key := range []string{"anyOf", "oneOf"} {
		choices, _ := at.get(key).([]any)
		for _, c := range choices {
			e, ok := c.(*orderedObject)
			if ok && (e.get("type") != nil || e.get("$ref") != nil) {
				r.fill(p, e) // the first form is the one that is written
				return
			}
		}
	}
	p.types, p.enum, p.format = at.texts("type"), at.texts("enum"), at.text("format")
	p.nonEmpty = at.get("minLength") != nil
	if items := at.object("items"); items != nil {
		p.items = r.property(items)
	}
	if properties := at.object("properties"); properties != nil {
		p.object = r.shape(at, properties)
	}
}

func (r *shapeReader) shape(at, properties *orderedObject) *shape {
	s := &shape{keys: properties.keys, properties: map[string]*property{}, required: at.texts("required")}
	for _, key := range properties.keys {
		s.properties[key] = r.property(properties.object(key))
	}
	if p := s.properties["unknown"]; p != nil && p.items != nil {
		s.unknown = map[string]bool{}
		for _, name := range p.items.enum {
			s.unknown[name] = true
		}
	}
	return s
}
