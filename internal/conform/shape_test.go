package conform

import (
	"flag"
	"maps"
	"math/big"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/tenantlint/tenantlint/internal/blob"
	"github.com/tenantlint/tenantlint/schema"
)

var update = flag.Bool("update", false, "write the prepared shapes")

// shapeWriter numbers shapes in the order in which it reaches them.
type shapeWriter struct {
	numbers map[*shape]int
	order   []*shape
}

// embeddedSchema is the text of a schema, and the compiled schema of each kind of document.
type embeddedSchema struct {
	text  []byte
	kinds map[string]*jsonschema.Schema
}

func embeddedSchemas() []embeddedSchema {
	return []embeddedSchema{
		{schema.Manifest, manifestSchema().kinds},
		{schema.Config, map[string]*jsonschema.Schema{configName: configSchema().root}},
	}
}

// writeShapes encodes the shapes of all kinds, each as readShape reads it.
func writeShapes(t *testing.T) []byte {
	t.Helper()
	var all []byte
	for _, d := range embeddedSchemas() {
		all = blob.Number(blob.Number(all, checksum(d.text)), len(d.kinds))
		for _, kind := range slices.Sorted(maps.Keys(d.kinds)) {
			all = blob.Text(blob.Text(all, kind), string(writeShape(t, shapeOf(d.kinds[kind]))))
		}
	}
	return all
}

func writeShape(t *testing.T, kind *shape) []byte {
	t.Helper()
	w := &shapeWriter{numbers: map[*shape]int{}}
	w.number(kind)
	var body []byte
	for i := 0; i < len(w.order); i++ { //nolint:intrange // the list grows during the loop
		body = w.shape(t, body, w.order[i])
	}
	return append(blob.Number(nil, len(w.order)), body...)
}

func (w *shapeWriter) number(s *shape) int {
	if s == nil {
		return 0
	}
	if w.numbers[s] == 0 {
		w.order = append(w.order, s)
		w.numbers[s] = len(w.order)
	}
	return w.numbers[s]
}

func (w *shapeWriter) shape(t *testing.T, b []byte, s *shape) []byte {
	t.Helper()
	b = blob.Number(b, int(s.types))
	b = blob.Number(b, len(s.required))
	for _, key := range s.required {
		b = blob.Text(b, key)
	}
	b = writeValues(t, b, s.values)
	b = blob.Number(b, w.number(s.items))
	b = blob.Number(b, len(s.properties))
	for _, key := range slices.Sorted(maps.Keys(s.properties)) {
		b = blob.Number(blob.Text(b, key), w.number(s.properties[key]))
	}
	switch {
	case s.closed:
		b = blob.Number(b, additionalNone)
	case s.additional != nil:
		b = blob.Number(blob.Number(b, additionalSchema), w.number(s.additional))
	default:
		b = blob.Number(b, additionalAny)
	}
	flags := 0
	if s.unique {
		flags |= flagUnique
	}
	if s.conditions != nil {
		flags |= flagConditions
	}
	b = blob.Number(blob.Text(blob.Number(blob.Number(b, s.minItems), s.minLength), s.format), flags)
	if s.conditions == nil {
		return b
	}
	for _, sub := range []*shape{s.conditions.when, s.conditions.then, s.conditions.otherwise, s.conditions.contains} {
		b = blob.Number(b, w.number(sub))
	}
	for _, list := range [][]*shape{s.conditions.allOf, s.conditions.anyOf} {
		b = blob.Number(b, len(list))
		for _, sub := range list {
			b = blob.Number(b, w.number(sub))
		}
	}
	b = writeValues(t, b, s.conditions.constant)
	for _, bound := range []*big.Rat{s.conditions.minimum, s.conditions.maximum} {
		text := ""
		if bound != nil {
			text = bound.RatString()
		}
		b = blob.Text(b, text)
	}
	return b
}

func writeValues(t *testing.T, b []byte, all []value) []byte {
	t.Helper()
	b = blob.Number(b, len(all))
	for _, v := range all {
		if v.kind == otherKind {
			t.Fatal("a schema contains a value other than null, a string or an integer")
		}
		b = blob.Text(blob.Number(b, int(v.kind)), v.text)
	}
	return b
}

// TestShapes checks that the embedded shapes are up to date with the schema.
func TestShapes(t *testing.T) {
	want := writeShapes(t)
	if *update {
		if err := os.WriteFile("shapes.bin", want, 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(want) != embeddedShapes {
		t.Fatal("shapes.bin is out of date with the schema; run: go generate ./...")
	}
}

// TestShapesRoundTrip compares the decoded shapes with what the library compiled.
func TestShapesRoundTrip(t *testing.T) {
	rat := cmp.Comparer(func(a, b *big.Rat) bool { return a == b || a != nil && b != nil && a.Cmp(b) == 0 })
	for _, d := range embeddedSchemas() {
		for kind, s := range d.kinds {
			want := shapeOf(s)
			got := readShape(string(writeShape(t, want)))
			if got == nil {
				t.Fatalf("the shapes of %s cannot be read back", kind)
			}
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(shape{}, conditions{}, value{}), rat); diff != "" {
				t.Errorf("%s (-compiled +read):\n%s", kind, diff)
			}
		}
	}
}
