package importer

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tenantlint/tenantlint/internal/conform"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/secret"
	"github.com/tenantlint/tenantlint/internal/source"
)

const schemaURL = "https://raw.githubusercontent.com/tenantlint/tenantlint/main/schema/manifest.schema.json"

// maxRepairs bounds how often a manifest is rewritten without the values that the schema rejects.
const maxRepairs = 10

// writeManifest writes a manifest that conforms to the schema and contains no credentials. It omits other values and
// adds a note for each.
func (im *importer) writeManifest(m *Manifest) error {
	m.object.dropEmpty()
	m.object.sortLists()
	m.Partial = m.object.incompleteLists("", nil)
	for range maxRepairs {
		m.Text = render(m, im.options.JSON)
		if !im.dropInvalid(m) {
			m.split(im.options.JSON)
			return nil
		}
	}
	return fmt.Errorf("manifest %q cannot be written: the schema still rejects it", m.Name)
}

// maxEnvironments is the maximum number of environments in one file: a manifest with twice as many exceeds the limit of
// values per file.
const maxEnvironments = 4000

// split moves the environments of a large tenant to documents of their own, in separate files. It does not split JSON,
// where a file has only one document.
func (m *Manifest) split(asJSON bool) {
	l, ok := m.object.value("environments").(*list)
	if !ok || asJSON || len(l.items) <= maxEnvironments {
		return
	}
	all := l.items
	l.items = nil
	m.Text = render(m, false)
	l.items = all
	for chunk := range slices.Chunk(all, maxEnvironments) {
		var b bytes.Buffer
		b.WriteString("# yaml-language-server: $schema=" + schemaURL + "\n")
		for i, e := range chunk {
			if i > 0 {
				b.WriteString("---\n")
			}
			fmt.Fprintf(&b, "apiVersion: tenantlint/v1\nkind: Environment\ntenant: %s\n", manifest.QuoteYAML(m.Name))
			yamlWriter{&b}.entries(e.entries(), 0, true)
		}
		m.Parts = append(m.Parts, b.Bytes())
	}
}

// dropInvalid drops values that the schema rejects or that look like credentials, and reports whether it dropped any.
func (im *importer) dropInvalid(m *Manifest) bool {
	file := source.NewFile(m.Name+extension(im.options.JSON), m.Text)
	limits := manifest.DefaultLimits()
	limits.Bytes, limits.Nodes = len(m.Text)+1, len(m.Text)+1 // no limits: the text was generated
	parsed := manifest.Parse(file, limits, true)
	invalid := map[*manifest.Node]bool{}
	for _, d := range parsed.Documents {
		for _, f := range secret.Find(d) {
			invalid[f.Node] = true
		}
		for n := range conform.Check(d).Invalid {
			invalid[n] = true
		}
		if len(invalid) > 0 {
			im.dropNodes(m.object, d.Root, invalid)
		}
	}
	return len(invalid) > 0
}

// dropNodes drops the values and list items of an object whose nodes are invalid.
func (im *importer) dropNodes(o *object, n *manifest.Node, invalid map[*manifest.Node]bool) {
	for i := range n.Pairs {
		key, value := n.Pairs[i].Key.Text, n.Pairs[i].Value
		f := o.fields[key]
		if f == nil {
			continue
		}
		switch v := f.value.(type) {
		case *object:
			im.dropNodes(v, value, invalid)
			if invalid[value] {
				im.dropField(o, key, f)
			}
		case *list:
			kept := v.items[:0:0]
			for j, item := range v.items {
				if j < len(value.Items) {
					im.dropNodes(item, value.Items[j], invalid)
					if invalid[value.Items[j]] {
						f.missing, f.complete = true, false
						im.note(f.from, item.label+" is left out: a required value is missing or invalid")
						continue
					}
				}
				kept = append(kept, item)
			}
			v.items = kept
		default:
			isInvalid := invalid[value]
			for _, item := range value.Items {
				isInvalid = isInvalid || invalid[item]
			}
			if isInvalid {
				im.dropField(o, key, f)
			}
		}
	}
}

func (im *importer) dropField(o *object, key string, f *field) {
	im.note(f.from, fmt.Sprintf("%s of %s is left out: its value is not valid in a manifest", key, o.label))
	f.value, f.known, f.missing, f.complete = nil, false, true, false
}

// dropEmpty drops empty objects.
func (o *object) dropEmpty() {
	for _, key := range o.shape.keys {
		f := o.fields[key]
		if f == nil {
			continue
		}
		switch v := f.value.(type) {
		case *object:
			v.dropEmpty()
			if v.hasNoValues() && !v.shape.emptyIsMeaningful() {
				f.missing = f.missing || len(v.unknown()) > 0
				f.value, f.known = nil, false
			}
		case *list:
			for _, item := range v.items {
				item.dropEmpty()
			}
		}
	}
}

// hasNoValues reports whether an object has no value, not even a complete empty list.
func (o *object) hasNoValues() bool {
	for _, f := range o.fields {
		if !isEmptyValue(f.value) {
			return false
		}
		if l, ok := f.value.(*list); ok && l != nil && f.complete {
			return false
		}
	}
	return true
}

// incompleteLists appends the paths of the incomplete lists and objects to to.
func (o *object) incompleteLists(prefix string, to []string) []string {
	for _, key := range o.unknown() {
		if o.shape.properties[key].isList() || o.shape.properties[key].object != nil {
			to = append(to, prefix+key)
		}
	}
	for _, key := range o.shape.keys {
		if inner, ok := o.value(key).(*object); ok {
			to = inner.incompleteLists(prefix+key+".", to)
		}
	}
	return to
}

func extension(asJSON bool) string {
	if asJSON {
		return ".json"
	}
	return ".yaml"
}

// render writes a manifest as YAML or JSON.
func render(m *Manifest, asJSON bool) []byte {
	var b bytes.Buffer
	if asJSON {
		w := jsonWriter{Buffer: &b}
		w.object(m.object, 0, []entry{{"$schema", schemaURL}, {"apiVersion", "tenantlint/v1"}, {"kind", m.Kind}})
		b.WriteByte('\n')
		return b.Bytes()
	}
	fmt.Fprintf(&b, "# yaml-language-server: $schema=%s\napiVersion: tenantlint/v1\nkind: %s\n", schemaURL, m.Kind)
	w := yamlWriter{&b}
	w.entries(m.object.entries(), 0, true)
	return b.Bytes()
}

// entry is one key with its value.
type entry struct {
	key   string
	value any
}

// entries returns the entries to write for an object, in the order of the schema. Only dataverse is written as null
// when it is not set: omitting it would not declare that there is no database.
func (o *object) entries() []entry {
	var all []entry
	for _, key := range o.shape.keys {
		f := o.fields[key]
		switch {
		case key == "unknown":
			if names := o.unknown(); len(names) > 0 {
				all = append(all, entry{key, names})
			}
		case f == nil:
		case f.known && f.value == nil && key == "dataverse" && o.shape.properties[key].accepts("null"):
			all = append(all, entry{key, nil})
		case !isEmptyValue(f.value):
			all = append(all, entry{key, f.value})
		}
	}
	return all
}

// scalar formats a value that is neither a list nor an object.
func scalar(v any, quote func(string) string) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case string:
		return quote(v)
	case bool:
		return strconv.FormatBool(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return quote(fmt.Sprint(v))
}

type yamlWriter struct{ *bytes.Buffer }

func (w yamlWriter) indent(n int) { w.WriteString(strings.Repeat(" ", n)) }

// entries writes the entries of a mapping. The first one is indented only if the writer is at the start of a line.
func (w yamlWriter) entries(all []entry, indent int, atLineStart bool) {
	for i, e := range all {
		if i > 0 || atLineStart {
			w.indent(indent)
		}
		w.WriteString(e.key)
		w.WriteByte(':')
		w.value(e, indent)
	}
	if len(all) == 0 {
		w.WriteString("{}\n")
	}
}

// value writes the value after a key, and a line break.
func (w yamlWriter) value(e entry, indent int) {
	switch v := e.value.(type) {
	case *object:
		inner := v.entries()
		if len(inner) == 0 {
			w.WriteString(" {}\n")
			return
		}
		w.WriteByte('\n')
		w.entries(inner, indent+2, true)
	case *list:
		w.WriteByte('\n')
		for _, item := range v.items {
			w.indent(indent + 2)
			w.WriteString("- ")
			w.entries(item.entries(), indent+4, false)
		}
	case []string:
		w.texts(e.key, v, indent)
	default:
		w.WriteByte(' ')
		w.WriteString(scalar(v, manifest.QuoteYAML))
		w.WriteByte('\n')
	}
}

// inlineLists contains the keys of the lists that are written on one line.
var inlineLists = map[string]bool{"unknown": true, "roles": true, "environments": true}

func (w yamlWriter) texts(key string, all []string, indent int) {
	if inlineLists[key] {
		w.WriteString(" [")
		for i, s := range all {
			if i > 0 {
				w.WriteString(", ")
			}
			w.WriteString(manifest.QuoteYAML(s))
		}
		w.WriteString("]\n")
		return
	}
	w.WriteByte('\n')
	for _, s := range all {
		w.indent(indent + 2)
		w.WriteString("- " + manifest.QuoteYAML(s) + "\n")
	}
}

// jsonWriter writes JSON.
type jsonWriter struct {
	*bytes.Buffer

	// singleLine writes everything on one line; yamlQuotes quotes strings only where YAML requires it.
	singleLine, yamlQuotes bool
}

func (w jsonWriter) newline(indent int) {
	if !w.singleLine {
		w.WriteByte('\n')
		w.WriteString(strings.Repeat(" ", indent))
	}
}

func (w jsonWriter) separator(i int) {
	if i > 0 {
		w.WriteByte(',')
		if w.singleLine {
			w.WriteByte(' ')
		}
	}
}

func (w jsonWriter) quote(s string) string {
	if w.yamlQuotes {
		return manifest.QuoteYAML(s)
	}
	return manifest.QuoteJSON(s)
}

func (w jsonWriter) object(o *object, indent int, first []entry) {
	all := slices.Concat(first, o.entries())
	if len(all) == 0 {
		w.WriteString("{}")
		return
	}
	w.WriteByte('{')
	for i, e := range all {
		w.separator(i)
		w.newline(indent + 2)
		w.WriteString(w.quote(e.key) + ": ")
		w.value(e.value, indent+2)
	}
	w.newline(indent)
	w.WriteByte('}')
}

func (w jsonWriter) value(v any, indent int) {
	switch v := v.(type) {
	case *object:
		w.object(v, indent, nil)
	case *list:
		w.WriteByte('[')
		for i, item := range v.items {
			w.separator(i)
			w.newline(indent + 2)
			w.object(item, indent+2, nil)
		}
		w.newline(indent)
		w.WriteByte(']')
	case []string:
		quoted := make([]string, len(v))
		for i, s := range v {
			quoted[i] = w.quote(s)
		}
		w.WriteString("[" + strings.Join(quoted, ", ") + "]")
	default:
		w.WriteString(scalar(v, w.quote))
	}
}
