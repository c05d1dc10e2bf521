package page

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/markdown"
	"github.com/tenantlint/tenantlint/internal/suggest"
	"github.com/tenantlint/tenantlint/internal/vocabulary"
)

// referenceIntro is the text above the objects.
const referenceIntro = `# What a manifest says

Every kind of manifest, every object in one and every field. ` + "`tenantlint explain Environment.location`" + ` shows the same for
one field, and the schemas in this folder give it to editors as you type.

<!-- made from manifest.schema.json and internal/vocabulary by: go generate ./... -->

- A manifest begins with ` + "`apiVersion: tenantlint/v1`, `kind` and `name`" + `; a ` + "`$schema`" + ` key is allowed for editors.
- A tenant is named by its name, its id or a domain that it has verified; an environment by tenant/environment, its id or the host of
  its Dataverse database; groups and accounts by name or id.
- ` + "`unknown`" + ` lists the fields of an object that are not known: a rule about their absence says nothing about it.
- Names are those of Microsoft Graph, then of the Power Platform API; where an object comes from one, it says so.
`

// Reference returns the page on all objects and fields of the vocabulary.
func Reference() string {
	var b strings.Builder
	b.WriteString(referenceIntro)
	objects := vocabulary.Objects()
	titles := map[string]string{}
	for _, o := range objects {
		titles[o.Definition] = heading(o)
	}
	for _, o := range objects {
		level := "###"
		if o.Kind != "" {
			level = "##"
		}
		fmt.Fprintf(&b, "\n%s %s\n\n%s\n", level, heading(o), markdown.Prose(o.Meaning))
		if api := apiName(o); api != "" {
			fmt.Fprintf(&b, "\nIn the APIs: %s.\n", api)
		}
		b.WriteString("\n| Field | Value | Meaning | Example |\n|---|---|---|---|\n")
		for _, f := range o.Fields {
			name, value, meaning := "`"+f.Name+"`", markdown.Prose(f.Type), markdown.Prose(f.Meaning)
			if f.Required {
				name += " (required)"
			}
			if f.Object != "" {
				value = "[" + value + "](#" + anchor(titles[f.Object]) + ")"
			}
			if f.Default != "" {
				meaning += " Default: " + markdown.Code(strings.Trim(f.Default, `"`)) + "."
			}
			example := ""
			if f.Example != "" {
				example = markdown.Code(f.Example)
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", name, value, meaning, example)
		}
	}
	return b.String()
}

// Field returns the documentation of a kind, a list, an object or one of its fields, such as "Environment.location", for
// a terminal. ok is false if there is no such kind, list, object or field.
func Field(name string) (text string, ok bool) {
	object, field, hasField := strings.Cut(name, ".")
	o, ok := vocabulary.ObjectOf(object)
	if !ok {
		return "", false
	}
	for hasField {
		var f *vocabulary.Field
		var rest string
		field, rest, hasField = strings.Cut(field, ".")
		for i := range o.Fields {
			if o.Fields[i].Name == field {
				f = &o.Fields[i]
			}
		}
		if f == nil {
			return "", false
		}
		if !hasField {
			return fieldText(o, f), true
		}
		if o, ok = vocabulary.ObjectOf(f.Object); f.Object == "" || !ok {
			return "", false
		}
		field = rest
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n\n", heading(o), o.Meaning)
	if api := apiName(o); api != "" {
		fmt.Fprintf(&b, "In the APIs: %s.\n\n", api)
	}
	width := 0
	for _, f := range o.Fields {
		width = max(width, len(f.Name))
	}
	for _, f := range o.Fields {
		fmt.Fprintf(&b, "  %-*s  %s\n", width, f.Name, f.Type)
	}
	fmt.Fprintf(&b, "\nOne of them: tenantlint explain %s.%s\n", object, o.Fields[0].Name)
	return b.String(), true
}

// NearestField returns the kind, object or field, in the form that Field accepts, that a name is probably a typo of. It
// returns false if some part of the name is not similar to any.
func NearestField(name string) (string, bool) {
	part, rest, more := strings.Cut(name, ".")
	var objects []string
	for _, o := range vocabulary.Objects() {
		objects = append(objects, cmp.Or(o.Kind, o.Definition))
	}
	o, ok := vocabulary.ObjectOf(part)
	if !ok {
		if part, ok = suggest.Nearest(part, objects); !ok {
			return "", false
		}
		o, _ = vocabulary.ObjectOf(part)
	}
	path := []string{part}
	for more {
		part, rest, more = strings.Cut(rest, ".")
		objectByField := map[string]string{}
		for _, f := range o.Fields {
			objectByField[f.Name] = f.Object
		}
		if part, ok = suggest.Nearest(part, slices.Collect(maps.Keys(objectByField))); !ok {
			return "", false
		}
		path = append(path, part)
		if o, ok = vocabulary.ObjectOf(objectByField[part]); more && !ok {
			return "", false
		}
	}
	return strings.Join(path, "."), true
}

func fieldText(o vocabulary.ObjectDoc, f *vocabulary.Field) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s of %s\n%s\n\n  value    %s\n", f.Name, heading(o), f.Meaning, f.Type)
	if f.Required {
		b.WriteString("  required\n")
	}
	if f.Default != "" {
		fmt.Fprintf(&b, "  default  %s\n", strings.Trim(f.Default, `"`))
	}
	if api := apiName(o); api != "" {
		fmt.Fprintf(&b, "  API      %s\n", api)
	}
	if f.Example != "" {
		fmt.Fprintf(&b, "\n  %s: %s\n", f.Name, f.Example)
	}
	if f.Object != "" {
		fmt.Fprintf(&b, "\nIts fields: tenantlint explain %s\n", f.Object)
	}
	return b.String()
}

// heading returns the kind of a manifest, or the title of any other object.
func heading(o vocabulary.ObjectDoc) string {
	if o.Kind != "" {
		return o.Kind
	}
	return strings.ToUpper(o.Title[:1]) + o.Title[1:]
}

func apiName(o vocabulary.ObjectDoc) string {
	for _, t := range vocabulary.Tables() {
		if t.Definition == o.Definition {
			return t.API
		}
	}
	return ""
}

// anchor returns the anchor that code hosts generate for a heading.
func anchor(heading string) string {
	return strings.ReplaceAll(strings.ToLower(heading), " ", "-")
}
