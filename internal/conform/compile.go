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

// compiledSchema is an embedded schema after compilation.
type compiledSchema struct {
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
	// at maps absolute locations to schemas; a validation error identifies its schema only by location.
	at map[string]*jsonschema.Schema
	// owners maps keys to the sorted titles of the objects that have them.
	owners map[string][]string
}

// manifestSchema and configSchema return the embedded schemas, which are compiled on first use.
var (
	manifestSchema = sync.OnceValue(func() *compiledSchema { return must(newManifestSchema(schema.Manifest)) })
	configSchema   = sync.OnceValue(func() *compiledSchema { return must(newCompiledSchema(configName, schema.Config)) })
)

// configName is the name of the configuration schema.
const configName = "config"

// must returns an embedded schema. It panics on an error; a test compiles each of them.
func must(v *compiledSchema, err error) *compiledSchema {
	if err != nil {
		panic(fmt.Sprintf("an embedded schema: %v", err))
	}
	return v
}

func newCompiledSchema(name string, data []byte) (*compiledSchema, error) {
	root, err := compile(name, data)
	if err != nil {
		return nil, err
	}
	return &compiledSchema{name: name, root: root, index: sync.OnceValue(func() *index { return newIndex(root) })}, nil
}

// newManifestSchema compiles the manifest schema, in which the kind of a document determines everything else.
func newManifestSchema(data []byte) (*compiledSchema, error) {
	v, err := newCompiledSchema("manifest", data)
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
// a test does it for the embedded schemas. The only switch for it is in the library's own metaschema, so only one
// schema is compiled at a time.
func compile(name string, data []byte) (*jsonschema.Schema, error) {
	// the schema's own $id: the library would look for a relative address in the working directory
	url := "https://raw.githubusercontent.com/tenantlint/tenantlint/main/schema/" + name + ".schema.json"
	compiling.Lock()
	defer compiling.Unlock()
	draft, err := jsonschema.Compile(jsonschema.Draft7.URL())
	if err != nil {
		return nil, err
	}
	previous, always := draft.Always, true
	draft.Always = &always
	defer func() { draft.Always = previous }()

	c := jsonschema.NewCompiler()
	c.Draft = jsonschema.Draft7
	c.ExtractAnnotations = true // for the titles, which messages use
	for name, f := range formats {
		c.Formats[name] = f.matches
		c.Formats[optionalPrefix+name] = func(v any) bool { return v == "" || f.matches(v) }
	}
	if err := c.AddResource(url, bytes.NewReader(data)); err != nil {
		return nil, err
	}
	return c.Compile(url)
}

var compiling sync.Mutex

func newIndex(root *jsonschema.Schema) *index {
	x := &index{at: map[string]*jsonschema.Schema{}, owners: map[string][]string{}}
	x.add(root)
	for key, titles := range x.owners {
		slices.Sort(titles)
		x.owners[key] = slices.Compact(titles)
	}
	return x
}

// add adds s and all schemas below it.
func (x *index) add(s *jsonschema.Schema) {
	if s == nil || x.at[s.Location] != nil {
		return
	}
	x.at[s.Location] = s
	if s.AdditionalProperties == false && s.Title != "" {
		for key := range s.Properties {
			x.owners[key] = append(x.owners[key], s.Title)
		}
	}
	for sub := range subschemas(s) {
		x.add(sub)
	}
}

// subschemas yields the schemas that s contains or refers to.
func subschemas(s *jsonschema.Schema) iter.Seq[*jsonschema.Schema] {
	schemas := []*jsonschema.Schema{s.Ref, s.If, s.Then, s.Else, s.Contains}
	schemas = slices.Concat(schemas, s.AllOf, s.AnyOf, slices.Collect(maps.Values(s.Properties)))
	for _, x := range []any{s.Items, s.AdditionalProperties} {
		if x, ok := x.(*jsonschema.Schema); ok {
			schemas = append(schemas, x)
		}
	}
	return slices.Values(schemas)
}

// enclosingObject returns the object that s describes: s itself, or the one whose conditions contain it.
func (x *index) enclosingObject(s *jsonschema.Schema) *jsonschema.Schema {
	for loc := s.Location; s == nil || s.Title == ""; s = x.at[loc] {
		i := strings.LastIndexByte(loc, '/')
		if i < 0 {
			return x.at[loc]
		}
		loc = loc[:i]
	}
	return s
}
