package vocabulary

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/tenantlint/tenantlint/schema"
)

// Field is the documentation of one field of an object: what the JSON Schema says about it, and the form of its column.
type Field struct {
	Name string
	// Type describes the permitted values, such as "list of tenant references" or `"allowed", "blocked"`.
	Type string
	// Meaning is one or two sentences.
	Meaning string
	// Default is the value that a missing field implies, as JSON; "" if the schema has none.
	Default string
	// Example is a value as single-line YAML, or "".
	Example string
	// Required is true if every object must have the field.
	Required bool
	// Object is the name of the definition of nested objects; "" for scalar values.
	Object string
	// Format is the schema's format of the string or of the list's items. Values are the permitted strings if they are
	// enumerated. List is true if the field holds a list.
	Format string
	Values []string
	List   bool
}

// ObjectDoc is the documentation of one type of object.
type ObjectDoc struct {
	// Definition is the name of its definition in the JSON Schema, Title its name in messages.
	Definition, Title, Meaning string
	// Kind is the manifest kind, or "" if the object is not a manifest.
	Kind   string
	Fields []Field
}

// property contains the keywords of the JSON Schema that the reference documentation needs. Properties keep the order
// of the file.
type property struct {
	Ref         string          `json:"$ref"`
	Title       string          `json:"title"`
	Description string          `json:"description"`
	Type        any             `json:"type"`
	Format      string          `json:"format"`
	Enum        []any           `json:"enum"`
	Const       any             `json:"const"`
	Default     json.RawMessage `json:"default"`
	Examples    []any           `json:"examples"`
	Required    []string        `json:"required"`
	Items       *property       `json:"items"`
	Properties  ordered         `json:"properties"`
}

// ordered is a list of properties in the order in which they are written.
type ordered []struct {
	property

	name string
}

// UnmarshalJSON decodes an object and preserves the order of its keys.
func (o *ordered) UnmarshalJSON(text []byte) error {
	d := json.NewDecoder(strings.NewReader(string(text)))
	if _, err := d.Token(); err != nil {
		return err
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		var p property
		if err := d.Decode(&p); err != nil {
			return err
		}
		name, _ := key.(string)
		*o = append(*o, struct {
			property

			name string
		}{p, name})
	}
	return nil
}

var definitions = sync.OnceValue(func() map[string]*property {
	var document struct {
		Definitions map[string]*property `json:"definitions"`
	}
	if err := json.Unmarshal(schema.Manifest, &document); err != nil {
		panic(fmt.Sprintf("the embedded schema is not valid JSON: %s", err)) // a test parses it, too
	}
	return document.Definitions
})

const definitionPrefix = "#/definitions/"

// Objects returns all objects of the vocabulary: the manifest kinds, then the nested objects in order of first use.
func Objects() []ObjectDoc {
	var all []ObjectDoc
	seen := map[string]bool{}
	add := func(definition, kind string) {
		if definition != "" && !seen[definition] {
			seen[definition] = true
			all = append(all, object(definition, kind))
		}
	}
	for _, kind := range Kinds() {
		add(OfKind(kind).Definition, kind)
	}
	for i := 0; i < len(all); i++ { //nolint:intrange // the loop appends to the list
		for _, f := range all[i].Fields {
			add(f.Object, "")
		}
	}
	return all
}

// ObjectOf returns the object for a manifest kind, for a list such as "users", or for a definition of the schema; false
// if there is none.
func ObjectOf(name string) (ObjectDoc, bool) {
	for _, o := range Objects() {
		t := Of(name)
		if strings.EqualFold(o.Kind, name) && name != "" || o.Definition == name || t != nil && t.Definition == o.Definition {
			return o, true
		}
	}
	return ObjectDoc{}, false
}

func object(definition, kind string) ObjectDoc {
	d := definitions()[definition]
	o := ObjectDoc{Definition: definition, Title: d.Title, Meaning: d.Description, Kind: kind}
	for _, p := range d.Properties {
		if slices.Contains([]string{"$schema", "apiVersion", "kind"}, p.name) {
			continue
		}
		f := Field{Name: p.name, Required: slices.Contains(d.Required, p.name)}
		f.read(p.property)
		o.Fields = append(o.Fields, f)
	}
	return o
}

// read fills in what the schema says. Keywords next to a reference take precedence over the referenced schema.
func (f *Field) read(p property) {
	f.Meaning, f.Example = p.Description, example(p.Examples)
	f.Default = string(p.Default)
	target := p.follow()
	if f.Meaning == "" {
		f.Meaning = target.Description
	}
	if f.Example == "" {
		f.Example = example(target.Examples)
	}
	if f.Default == "" {
		f.Default = string(target.Default)
	}
	item := target
	if target.Items != nil {
		item, f.List = target.Items.follow(), true
	}
	f.Format, f.Values = strings.TrimPrefix(item.Format, "optional-"), item.enumValues()
	if f.Type = target.kind(); f.Name == "unknown" {
		f.Type = "list of fields"
		return
	}
	if target.Items != nil {
		if item.Properties == nil {
			f.Type = "list of " + plural(item.kind())
		} else {
			f.Type = "list of " + plural(item.Title)
		}
	}
	if item.Properties != nil {
		for name, d := range definitions() {
			if d.Title == item.Title && d.Description == item.Description {
				f.Object = name
			}
		}
	}
}

// follow resolves a reference.
func (p property) follow() *property {
	for p.Ref != "" {
		parts := strings.Split(strings.TrimPrefix(p.Ref, definitionPrefix), "/")
		next := *definitions()[parts[0]]
		for i := 2; i < len(parts); i += 2 { // properties/NAME
			for _, below := range next.Properties {
				if below.name == parts[i] {
					next = below.property
					break
				}
			}
		}
		p = next
	}
	return &p
}

// enumValues returns the strings of an enumeration, or nil if the values are not enumerated.
func (p property) enumValues() []string {
	var all []string
	for _, v := range p.Enum {
		if s, ok := v.(string); ok {
			all = append(all, s)
		}
	}
	return all
}

// formats maps the schema's string formats to their names in the documentation.
var formats = map[string]string{
	"name":                    "short name",
	"tenant-name":             "short name",
	"tenant-id":               "GUID",
	"feature":                 "feature",
	"object-name":             "name",
	"token":                   "word",
	"guid":                    "GUID",
	"domain":                  "domain",
	"host":                    "host name",
	"upn":                     "sign-in name",
	"email":                   "mail address",
	"country":                 "country code",
	"currency":                "currency code",
	"uri":                     "URI",
	"url":                     "URL",
	"role":                    "role name",
	"tenant-reference":        "tenant reference",
	"tenant-reference-or-any": `tenant reference or "*"`,
	"environment-id":          "environment id",
	"environment-type":        "environment type",
	"environment-reference":   "environment reference",
	"group-reference":         "group reference",
	"principal":               "account or group",
	"account":                 "account",
	"team-reference":          "group or account",
}

// kind returns the name of the permitted values.
func (p property) kind() string {
	if len(p.Enum) > 0 {
		return `"` + strings.Join(p.enumValues(), `", "`) + `"`
	}
	if p.Properties != nil {
		return p.Title
	}
	if word, ok := formats[strings.TrimPrefix(p.Format, "optional-")]; ok {
		return word
	}
	switch t := p.Type.(type) {
	case string:
		return t
	case []any:
		return fmt.Sprint(t[0])
	}
	return "mapping"
}

// plural returns the plural of a type's name; an enumeration is unchanged.
func plural(s string) string {
	switch {
	case strings.ContainsAny(s, `"`):
		return s
	case strings.HasSuffix(s, "y") && !strings.HasSuffix(s, "ey"):
		return strings.TrimSuffix(s, "y") + "ies"
	case strings.HasSuffix(s, "s"):
		return s
	}
	return s + "s"
}

// example returns the first example as single-line YAML; JSON is valid YAML.
func example(examples []any) string {
	if len(examples) == 0 {
		return ""
	}
	if s, ok := examples[0].(string); ok {
		return s
	}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(examples[0]); err != nil {
		return ""
	}
	return strings.TrimSpace(b.String())
}
