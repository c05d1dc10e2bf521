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
	// kinds maps each kind of manifest to its schema; kindSchema is the schema of the kind itself.
	kinds      map[string]*jsonschema.Schema
	kindSchema *jsonschema.Schema
	// index is built for the first document that does not conform.
	index func() *index
}

// index contains what is needed only to describe mistakes.
type index struct {
	// at maps absolute locations to schemas; the location is all that a validation error says about its schema.
	at map[string]*jsonschema.Schema
	// owners maps keys to the sorted titles of the objects that have them.
	owners map[string][]string
}

// manifests and configurations return the vocabularies, which are compiled on first use.
var (
	manifests      = sync.OnceValue(func() *vocabulary { return embedded(newManifests(schema.Manifest)) })
	configurations = sync.OnceValue(func() *vocabulary { return embedded(newVocabulary(configuration, schema.Config)) })
)

// configuration is the name of the configuration schema.
const configuration = "config"

// embedded returns the vocabulary of an embedded schema. It panics on an error; a test compiles each schema.
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

// newManifests compiles the manifest schema, in which the kind of a document determines everything else.
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

// compile compiles a draft-07 schema without checking it against the metaschema: that takes longer than compiling, and
// a test does it for the embedded schemas. The library can only be told so in its own metaschema, so only one schema is
// compiled at a time.
func compile(name string, data []byte) (*jsonschema.Schema, error) {
	// the schema's own $id: the library would look for a relative address in the working directory
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
	c.ExtractAnnotations = true // for the titles, which messages use
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

// enter adds s and all schemas below it.
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

// subschemas yields the schemas that s contains or refers to.
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

// object returns the object that s describes: s itself, or the one whose conditions contain it.
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
