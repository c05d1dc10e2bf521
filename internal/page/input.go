package page

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/markdown"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// inputIntro is the text above the tables.
const inputIntro = `# Input of the policies

This is version %d of the input. The version changes if a table, a column or an index is removed or changes its meaning, not
if one is added. ` + "`tenantlint schema input`" + ` prints the same as JSON Schema, and ` + "`tenantlint input`" + `
prints the input of your own manifests.

<!-- generated from internal/topology by: go generate ./... -->

- Values are canonical: ids, domains and addresses in lower case. Findings show them as the manifest writes them. Values that
  are empty, null or the zero id are absent.
- References are keys: a tenant is its name, an environment or group is tenant/name. A list of references has entries with
  at and key. A reference to nothing is absent, and its column is in unknown.
- Every row has at, the path to it, and unknown, the columns whose values are unknown or invalid, which a rule must not
  report. A row inside a tenant has tenant.
- Tables and duplicates may be split over several evaluations, each with a part of them; index is complete in each. So a
  rule iterates over one table or one list of duplicates, and looks everything else up in index.
`

// Input returns the page on the input of policies: tables with their columns, duplicates and indexes.
func Input() string {
	var b strings.Builder
	fmt.Fprintf(&b, inputIntro, topology.InputVersion)
	schema := topology.InputSchema()
	top := properties(schema)
	definitions := asObject(schema["definitions"])

	b.WriteString("\n## Tables\n")
	for _, name := range slices.Sorted(maps.Keys(definitions)) {
		fmt.Fprintf(&b, "\n### %s\n\n`input.%s`\n\n| Column | Value | What it is |\n|---|---|---|\n", name, name)
		columns(&b, "", properties(asObject(definitions[name])))
	}
	b.WriteString("\n## Duplicates\n\nEach entry has key, the shared value, and rows.\n\n| List | Rows |\n|---|---|\n")
	duplicates := properties(asObject(top["duplicates"]))
	for _, name := range slices.Sorted(maps.Keys(duplicates)) {
		fmt.Fprintf(&b, "| `input.duplicates.%s` | %s |\n", name, markdown.Prose(description(asObject(duplicates[name]))))
	}
	b.WriteString("\n## Indexes\n\n| Index | Value | What it is |\n|---|---|---|\n")
	index := properties(asObject(top["index"]))
	for _, name := range slices.Sorted(maps.Keys(index)) {
		s := asObject(index[name])
		fmt.Fprintf(&b, "| `input.index.%s` | %s | %s |\n", name, typeName(s), markdown.Prose(description(s)))
	}
	b.WriteString("\n## Other values\n\n| Name | Value | What it is |\n|---|---|---|\n")
	for _, name := range slices.Sorted(maps.Keys(top)) {
		if definitions[name] != nil || name == "duplicates" || name == "index" {
			continue
		}
		s := asObject(top[name])
		fmt.Fprintf(&b, "| `input.%s` | %s | %s |\n", name, typeName(s), markdown.Prose(description(s)))
		nestedColumns(&b, "input."+name, s)
	}
	return b.String()
}

// columns writes a row for each column and, below it, for the columns nested in it.
func columns(b *strings.Builder, prefix string, all map[string]any) {
	for _, name := range slices.Sorted(maps.Keys(all)) {
		s := asObject(all[name])
		if name == "unknown" { // a list of names of the other columns
			continue
		}
		fmt.Fprintf(b, "| `%s%s` | %s | %s |\n", prefix, name, typeName(s), markdown.Prose(description(s)))
		nestedColumns(b, prefix+name, s)
	}
}

// nestedColumns writes the columns of an object or of the entries of a list.
func nestedColumns(b *strings.Builder, name string, s map[string]any) {
	if items := asObject(s["items"]); items != nil {
		name, s = name+"[_]", items
	}
	columns(b, name+".", properties(s))
}

// typeName describes the type of a value by its schema.
func typeName(s map[string]any) string {
	if ref, ok := s["$ref"].(string); ok {
		name := strings.TrimPrefix(ref, "#/definitions/")
		return "row of [" + name + "](#" + strings.ToLower(name) + ")"
	}
	if values, ok := s["enum"].([]any); ok {
		words := make([]string, len(values))
		for i, v := range values {
			words[i] = fmt.Sprintf("`%v`", v)
		}
		return strings.Join(words, ", ")
	}
	switch t := s["type"].(type) {
	case string:
		if items := asObject(s["items"]); items != nil {
			if item := typeName(items); item != "" {
				return "list: " + item
			}
			return "list"
		}
		if values := asObject(s["additionalProperties"]); values != nil {
			return "map: " + typeName(values)
		}
		return t
	case []any:
		words := make([]string, len(t))
		for i, v := range t {
			words[i] = fmt.Sprint(v)
		}
		return strings.Join(words, " or ")
	}
	return ""
}

func asObject(v any) map[string]any {
	o, _ := v.(map[string]any)
	return o
}

func properties(s map[string]any) map[string]any { return asObject(s["properties"]) }

// description returns the description of a schema.
func description(s map[string]any) string {
	t, _ := s["description"].(string)
	return t
}
