package conform

import (
	"bytes"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/tenantlint/tenantlint/schema"
)

// vocabulary is a compiled schema.
type vocabulary struct {
	// name is "manifest" or "config".
	name string
	root *jsonschema.Schema
	// kinds holds the schema of each kind of manifest, kindSchema is that of the kind itself.
	kinds      map[string]*jsonschema.Schema
	kindSchema *jsonschema.Schema
	// index is made when the first document does not conform.
	index func() *index
}

// index holds what only the wording of a mistake needs.
type index struct {
	// at finds a schema by its absolute location, the only thing a validation error says about it.
	at map[string]*jsonschema.Schema
	// owners holds the titles of the objects that have a key, sorted.
	owners map[string][]string
}

// manifests and configurations return the vocabularies, which are compiled when they are first needed.
var (
	manifests      = sync.OnceValue(func() *vocabulary { return embedded(newManifests(schema.Manifest)) })
	configurations = sync.OnceValue(func() *vocabulary { return embedded(newVocabulary(configuration, schema.Config)) })
)

// configuration is how the schema of the configuration is called.
const configuration = "config"

// embedded returns the vocabulary of a schema that is part of the program; a test compiles each.
func embedded(v *vocabulary, err error) *vocabulary {
	if err != nil {
		panic(fmt.Sprintf("an embedded schema: %v", err))
	}
	return v
}

func newVocabulary(name string, data []byte) (*vocabulary, error) {
	root, err := compile(name, data)
	if err != nil {
		return nil, err
	}
	return &vocabulary{name: name, root: root, index: sync.OnceValue(func() *index { return newIndex(root) })}, nil
}

// newManifests compiles the schema of manifests, in which the kind of a document decides on all else.
func newManifests(data []byte) (*vocabulary, error) {
	v, err := newVocabulary("manifest", data)
	if err != nil {
		return nil, err
	}
	v.kinds, v.kindSchema = map[string]*jsonschema.Schema{}, v.root.Properties["kind"]
	for _, s := range v.root.AllOf { // one condition for each kind
		kind, ok := s.If.Properties["kind"].Constant[0].(string)
		if !ok {
			return nil, fmt.Errorf("%s: kind is not a string", s.Location)
		}
		v.kinds[kind] = s.Then.Ref
	}
	return v, nil
}

// compile compiles a draft-07 schema without checking it against the metaschema, which costs more
// than compiling and is a test's work for a schema that is embedded. The only switch for it is in the
// library's own metaschema, so one schema is compiled at a time.
func compile(name string, data []byte) (*jsonschema.Schema, error) {
	// The schema's own $id: an address that is not absolute would be looked for in the working folder.
	url := "https://raw.githubusercontent.com/tenantlint/tenantlint/main/schema/" + name + ".schema.json"
	compiling.Lock()
	defer compiling.Unlock()
	draft, err := jsonschema.Compile(jsonschema.Draft7.URL())
	if err != nil {
		return nil, err
	}
	before, always := draft.Always, true
	draft.Always = &always
	defer func() { draft.Always = before }()

	c := jsonschema.NewCompiler()
	c.Draft = jsonschema.Draft7
	c.ExtractAnnotations = true // for the titles, by which objects are called
	for name, f := range formats {
		c.Formats[name] = f.matches
		c.Formats[optional+name] = func(v any) bool { return v == "" || f.matches(v) }
	}
	if err := c.AddResource(url, bytes.NewReader(data)); err != nil {
		return nil, err
	}
	return c.Compile(url)
}

var compiling sync.Mutex

func newIndex(root *jsonschema.Schema) *index {
	x := &index{at: map[string]*jsonschema.Schema{}, owners: map[string][]string{}}
	x.enter(root)
	for key, titles := range x.owners {
		slices.Sort(titles)
		x.owners[key] = slices.Compact(titles)
	}
	return x
}

// enter takes in s and all schemas below it.
func (x *index) enter(s *jsonschema.Schema) {
	if s == nil || x.at[s.Location] != nil {
		return
	}
	x.at[s.Location] = s
	if s.AdditionalProperties == false && s.Title != "" {
		for key := range s.Properties {
			x.owners[key] = append(x.owners[key], s.Title)
		}
	}
	for below := range subschemas(s) {
		x.enter(below)
	}
}

// subschemas yields the schemas that are in s or that it refers to.
func subschemas(s *jsonschema.Schema) iter.Seq[*jsonschema.Schema] {
	below := []*jsonschema.Schema{s.Ref, s.If, s.Then, s.Else, s.Contains}
	below = slices.Concat(below, s.AllOf, s.AnyOf, slices.Collect(maps.Values(s.Properties)))
	for _, x := range []any{s.Items, s.AdditionalProperties} {
		if x, ok := x.(*jsonschema.Schema); ok {
			below = append(below, x)
		}
	}
	return slices.Values(below)
}

// object returns the object that s is about: s itself, or the one in whose conditions it is.
func (x *index) object(s *jsonschema.Schema) *jsonschema.Schema {
	for loc := s.Location; s == nil || s.Title == ""; s = x.at[loc] {
		i := strings.LastIndexByte(loc, '/')
		if i < 0 {
			return x.at[loc]
		}
		loc = loc[:i]
	}
	return s
}
