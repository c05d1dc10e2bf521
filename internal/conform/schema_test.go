package conform

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/tenantlint/tenantlint/schema"
)

// passiveKeywords are the keywords that reject nothing themselves: annotations, and keywords that only lead to others.
var passiveKeywords = []string{
	"$id", "$ref", "$schema", "allOf", "contains", "default", "definitions", "description", "else", "examples",
	"if", "items", "properties", "then", "title",
}

// TestSchemaIsValid checks the embedded schemas against the metaschema, which compile does not.
func TestSchemaIsValid(t *testing.T) {
	for name, text := range map[string][]byte{"manifest": schema.Manifest, "config": schema.Config} {
		if _, err := jsonschema.CompileString(name+".schema.json", string(text)); err != nil {
			t.Errorf("%s: %#v", name, err)
		}
	}
}

// allSchemas returns all compiled schemas, of manifests and of the configuration.
func allSchemas() []*jsonschema.Schema {
	return slices.Concat(slices.Collect(maps.Values(manifestSchema().index().at)), slices.Collect(maps.Values(configSchema().index().at)))
}

// TestSchemaIsSupported walks the published schema: this package must have a message for all of it, and editors must
// have something to show.
func TestSchemaIsSupported(t *testing.T) {
	for name, test := range map[string]struct {
		walker  walker
		text    []byte
		objects int
	}{
		"manifest": {walker{compiledSchema: manifestSchema(), wantUnknown: true}, schema.Manifest, 40},
		"config":   {walker{compiledSchema: configSchema()}, schema.Config, 5},
	} {
		t.Run(name, func(t *testing.T) {
			w := test.walker
			w.t = t
			if err := json.Unmarshal(test.text, &w.document); err != nil {
				t.Fatal(err)
			}
			w.walk("#", w.document)
			if w.objects < test.objects {
				t.Errorf("the walk visited only %d objects", w.objects)
			}
		})
	}
}

type walker struct {
	*compiledSchema

	t        *testing.T
	document map[string]any
	objects  int
	// wantUnknown is true if each object must have an "unknown" list.
	wantUnknown bool
}

func (w *walker) walk(at string, s map[string]any) {
	for _, keyword := range slices.Sorted(maps.Keys(s)) {
		if reporterFor(keyword) == nil && !slices.Contains(passiveKeywords, keyword) {
			w.t.Errorf("%s: no message describes %s", at, keyword)
		}
	}
	condition := strings.HasSuffix(at, "/if") || strings.HasSuffix(at, "/else") || strings.Contains(at, "/anyOf/")
	if properties, ok := s["properties"].(map[string]any); ok && !condition {
		w.checkObject(at, s, properties)
	}
	if object := slices.Contains(schemaTypes(s), "object"); object && !condition && s["allOf"] == nil && s["properties"] == nil && s["additionalProperties"] == nil {
		w.t.Errorf("%s allows additional properties", at)
	}
	w.checkStrings(at, s)
	for _, alternative := range asSlice(s["anyOf"]) {
		a := alternative.(map[string]any)
		required, filled := asSlice(a["required"]), a["properties"] == nil && len(a) == 1
		if len(required) == 1 && !filled {
			key := required[0].(string)
			filled = len(a) == 2 && cmp.Equal(a["properties"], map[string]any{key: map[string]any{"type": "string", "minLength": 1.0}})
		}
		if len(required) != 1 || !filled {
			w.t.Errorf("%s/anyOf: messages only support alternatives that require a single key, with or without a value that is not empty", at)
		}
	}
	w.descend(at, s)
}

// descend visits the schemas inside s.
func (w *walker) descend(at string, s map[string]any) {
	for _, keyword := range []string{"properties", "definitions"} {
		if m, ok := s[keyword].(map[string]any); ok {
			for _, name := range slices.Sorted(maps.Keys(m)) {
				w.walk(at+"/"+keyword+"/"+name, m[name].(map[string]any))
			}
		}
	}
	for _, keyword := range []string{"items", "if", "then", "else", "contains", "additionalProperties"} {
		if m, ok := s[keyword].(map[string]any); ok {
			w.walk(at+"/"+keyword, m)
		}
	}
	for _, keyword := range []string{"allOf", "anyOf"} {
		for i, m := range asSlice(s[keyword]) {
			w.walk(fmt.Sprintf("%s/%s/%d", at, keyword, i), m.(map[string]any))
		}
	}
}

// checkObject checks the schema of a mapping with properties.
func (w *walker) checkObject(at string, s, properties map[string]any) {
	w.objects++
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		p := properties[name].(map[string]any)
		target := w.resolve(p)
		if p["description"] == nil && target["description"] == nil {
			w.t.Errorf("%s/properties/%s has no description", at, name)
		}
	}
	if s["title"] == nil || s["description"] == nil {
		w.t.Errorf("%s has no title or no description", at)
	}
	if at == "#" && w.kinds != nil {
		return // its keys depend on the kind
	}
	if s["additionalProperties"] != false {
		w.t.Errorf("%s allows additional properties", at)
	}
	if !w.wantUnknown {
		return
	}
	header := []string{"$schema", "apiVersion", "kind", "tenant", "unknown"}
	unknown, ok := properties["unknown"].(map[string]any)
	if !ok {
		w.t.Fatalf("%s has no unknown", at)
	}
	var names []string
	for name := range properties {
		if !slices.Contains(header, name) || name == "tenant" && at != "#/definitions/environmentDocument" {
			names = append(names, name)
		}
	}
	var listed []string
	for _, v := range asSlice(w.resolve(unknown)["items"].(map[string]any)["enum"]) {
		listed = append(listed, v.(string))
	}
	slices.Sort(names)
	slices.Sort(listed)
	if diff := cmp.Diff(names, listed); diff != "" {
		w.t.Errorf("%s: unknown does not list the properties: %s", at, diff)
	}
}

// checkStrings checks what a schema requires of strings, and its examples.
func (w *walker) checkStrings(at string, s map[string]any) {
	name, _ := s["format"].(string)
	if _, _, ok := lookupFormat(name); name != "" && !ok {
		w.t.Errorf("%s: there is no format %s", at, name)
	}
	if s["pattern"] != nil && name == "" {
		w.t.Errorf("%s: a pattern needs a format that describes it", at)
	}
	for _, v := range asSlice(s["enum"]) {
		_, text := v.(string)
		if _, number := v.(float64); !text && !number && v != nil {
			w.t.Errorf("%s: a shape cannot compare with %v", at, v)
		}
	}
	examples := asSlice(s["examples"])
	if v, ok := s["default"]; ok {
		examples = append(examples, v)
	}
	for _, example := range examples {
		address, _, _ := strings.Cut(w.root.Location, "#")
		c := w.index().at[address+at]
		if c == nil {
			w.t.Errorf("%s is not compiled", at)
		} else if err := c.Validate(example); err != nil { // next to a reference, this is the schema that it refers to
			w.t.Errorf("%s: example %v: %v", at, example, err)
		}
	}
}

// resolve follows the references of a schema.
func (w *walker) resolve(s map[string]any) map[string]any {
	for s["$ref"] != nil {
		target := w.document
		for token := range strings.SplitSeq(strings.TrimPrefix(s["$ref"].(string), "#/"), "/") {
			target = target[token].(map[string]any)
		}
		s = target
	}
	return s
}

func asSlice(v any) []any {
	items, _ := v.([]any)
	return items
}

func schemaTypes(s map[string]any) []string {
	var names []string
	for _, t := range append(asSlice(s["type"]), s["type"]) {
		if t, ok := t.(string); ok {
			names = append(names, t)
		}
	}
	return names
}

// TestEnvironmentSchemasMatch compares an environment in a tenant with an environment document.
func TestEnvironmentSchemasMatch(t *testing.T) {
	document := manifestSchema().kinds["Environment"]
	nested := manifestSchema().kinds["Tenant"].Properties["environments"].Items.(*jsonschema.Schema).Ref
	want := append(propertyNames(nested), "$schema", "apiVersion", "kind", "tenant")
	slices.Sort(want)
	if diff := cmp.Diff(want, propertyNames(document)); diff != "" {
		t.Error(diff)
	}
	for name, s := range nested.Properties {
		if document.Properties[name].Ref != s && document.Properties[name].Ref != s.Ref {
			t.Errorf("%s is a different field in a document", name)
		}
	}
}

// TestEveryFormatIsUsed checks that the table has no format that the schema does not use.
func TestEveryFormatIsUsed(t *testing.T) {
	used := map[string]bool{}
	for _, s := range allSchemas() {
		used[strings.TrimPrefix(s.Format, optionalPrefix)] = true
	}
	for name := range formats {
		if !used[name] {
			t.Errorf("no schema uses the format %s", name)
		}
	}
}

// TestTypeNames checks the names of types, and the articles of titles.
func TestTypeNames(t *testing.T) {
	for _, s := range allSchemas() {
		for _, name := range s.Types {
			if typeNames[name] == "" {
				t.Errorf("%s: type %s has no name", s.Location, name)
			}
		}
	}
	for title, want := range map[string]string{
		"environment": "an environment", "user": "a user", "Dataverse database": "a Dataverse database", "access rule": "an access rule",
	} {
		if got := withArticle(title); got != want {
			t.Errorf("article(%q) = %q", title, got)
		}
	}
}

// TestShapesSupportSchema checks that shapes support everything in the compiled schemas.
func TestShapesSupportSchema(t *testing.T) {
	for _, s := range allSchemas() {
		if !isSupported(s) {
			t.Errorf("%s has a keyword that shapes do not support", s.Location)
		}
	}
}

// isSupported reports whether shapes support everything that s requires.
func isSupported(s *jsonschema.Schema) bool {
	_, _, known := lookupFormat(s.Format)
	_, list := s.Items.([]*jsonschema.Schema)
	return (known || s.Format == "") && (s.Pattern == nil || s.Format != "") && !list &&
		s.Always == nil && s.Not == nil && s.OneOf == nil &&
		s.MinProperties == -1 && s.MaxProperties == -1 && s.PropertyNames == nil &&
		s.PatternProperties == nil && s.Dependencies == nil && s.MaxItems == -1 && s.MaxLength == -1 &&
		s.ContentEncoding == "" && s.ContentMediaType == "" &&
		s.ExclusiveMinimum == nil && (s.Maximum == nil || s.Maximum.Cmp(big.NewRat(1e12, 1)) >= 0) && s.ExclusiveMaximum == nil && s.MultipleOf == nil
}
