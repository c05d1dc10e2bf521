package conform

import (
	"encoding/json"
	"flag"
	"maps"
	"math/big"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/tenantlint/tenantlint/internal/blob"
	"github.com/tenantlint/tenantlint/schema"
)

var update = flag.Bool("update", false, "write the schema as it is prepared")

// shapeWriter numbers schemas as they come up.
type shapeWriter struct {
	numbers map[*jsonschema.Schema]int
	order   []*jsonschema.Schema
}

// writeShapes writes the schemas of all kinds, each as readShape reads it.
func writeShapes(t *testing.T, kinds map[string]*jsonschema.Schema) []byte {
	t.Helper()
	all := blob.Number(nil, len(kinds))
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		all = blob.Text(blob.Text(all, kind), string(writeShape(t, kinds[kind])))
	}
	return all
}

func writeShape(t *testing.T, kind *jsonschema.Schema) []byte {
	t.Helper()
	w := &shapeWriter{numbers: map[*jsonschema.Schema]int{}}
	w.number(kind)
	var body []byte
	for i := 0; i < len(w.order); i++ { //nolint:intrange // the list grows on the way
		body = w.schema(t, body, w.order[i])
	}
	return append(blob.Number(nil, len(w.order)), body...)
}

func (w *shapeWriter) number(s *jsonschema.Schema) int {
	if s == nil {
		return 0
	}
	if w.numbers[s] == 0 {
		w.order = append(w.order, s)
		w.numbers[s] = len(w.order)
	}
	return w.numbers[s]
}

func (w *shapeWriter) schema(t *testing.T, b []byte, s *jsonschema.Schema) []byte {
	t.Helper()
	for _, below := range []*jsonschema.Schema{s.Ref, s.If, s.Then, s.Else, s.Contains} {
		b = blob.Number(b, w.number(below))
	}
	for _, list := range [][]*jsonschema.Schema{s.AllOf, s.AnyOf} {
		b = blob.Number(b, len(list))
		for _, below := range list {
			b = blob.Number(b, w.number(below))
		}
	}
	for _, list := range [][]string{s.Types, s.Required} {
		b = blob.Number(b, len(list))
		for _, text := range list {
			b = blob.Text(b, text)
		}
	}
	for _, list := range [][]any{s.Enum, s.Constant} {
		b = blob.Number(b, len(list))
		for _, v := range list {
			switch v := v.(type) {
			case nil:
				b = blob.Number(b, valueNull)
			case string:
				b = blob.Text(blob.Number(b, valueText), v)
			case json.Number:
				b = blob.Text(blob.Number(b, valueNumber), v.String())
			default:
				t.Fatalf("%s: a value of type %T", s.Location, v)
			}
		}
	}
	items, _ := s.Items.(*jsonschema.Schema)
	b = blob.Number(b, w.number(items))
	b = blob.Number(b, len(s.Properties))
	for _, key := range slices.Sorted(maps.Keys(s.Properties)) {
		b = blob.Number(blob.Text(b, key), w.number(s.Properties[key]))
	}
	switch rest := s.AdditionalProperties.(type) {
	case bool:
		if rest {
			b = blob.Number(b, restAny)
		} else {
			b = blob.Number(b, restNone)
		}
	case *jsonschema.Schema:
		b = blob.Number(blob.Number(b, restSchema), w.number(rest))
	default:
		b = blob.Number(b, restAny)
	}
	unique := 0
	if s.UniqueItems {
		unique = 1
	}
	b = blob.Number(blob.Number(blob.Number(b, max(0, s.MinItems)), max(0, s.MinLength)), unique)
	b = blob.Text(b, s.Format)
	for _, bound := range []*big.Rat{s.Minimum, s.Maximum} {
		text := ""
		if bound != nil {
			text = bound.RatString()
		}
		b = blob.Text(b, text)
	}
	return b
}

// TestShapes makes sure that what is embedded is made of the schema as it is.
func TestShapes(t *testing.T) {
	want := append(blob.Number(nil, checksum(schema.Manifest)), writeShapes(t, manifests().kinds)...)
	if *update {
		if err := os.WriteFile("shapes.bin", want, 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(want) != prepared {
		t.Fatal("shapes.bin is not made of the schema as it is; run: go generate ./...")
	}
}

// TestShapesHoldAll compares what is read back with what the library compiled, in all that the
// keywords of the schema say of a value but its wording.
func TestShapesHoldAll(t *testing.T) {
	seen := map[*jsonschema.Schema]bool{}
	var compare func(want, got *jsonschema.Schema)
	compare = func(want, got *jsonschema.Schema) {
		if want == nil || got == nil || seen[want] {
			if (want == nil) != (got == nil) {
				t.Errorf("%v became %v", want, got)
			}
			return
		}
		seen[want] = true
		plain := *want // its own keywords; the schemas below are compared one by one
		plain.Location, plain.Draft, plain.Title, plain.Description, plain.Comment, plain.Default = "", nil, "", "", "", nil
		plain.Examples, plain.Pattern = nil, nil
		plain.MinContains = 0 // no keyword of draft-07
		below := cmp.FilterPath(func(p cmp.Path) bool {
			switch p.Last().String() {
			case ".Ref", ".If", ".Then", ".Else", ".Contains", ".AllOf", ".AnyOf", ".Items", ".Properties", ".AdditionalProperties":
				return true
			}
			return false
		}, cmp.Ignore())
		none := cmp.FilterValues(func(a, b int) bool { return a <= 0 && b <= 0 }, cmp.Ignore()) // -1 is a keyword that is not there
		rat := cmp.Comparer(func(a, b *big.Rat) bool { return a == b || a != nil && b != nil && a.Cmp(b) == 0 })
		if diff := cmp.Diff(&plain, got, below, none, rat, cmpopts.EquateEmpty(), cmpopts.IgnoreUnexported(jsonschema.Schema{})); diff != "" {
			t.Errorf("%s (-compiled +read):\n%s", want.Location, diff)
		}
		for _, pair := range [][2]*jsonschema.Schema{{want.Ref, got.Ref}, {want.If, got.If}, {want.Then, got.Then}, {want.Else, got.Else}, {want.Contains, got.Contains}} {
			compare(pair[0], pair[1])
		}
		for i := range want.AllOf {
			compare(want.AllOf[i], got.AllOf[i])
		}
		for i := range want.AnyOf {
			compare(want.AnyOf[i], got.AnyOf[i])
		}
		for key := range want.Properties {
			compare(want.Properties[key], got.Properties[key])
		}
		if s, ok := want.Items.(*jsonschema.Schema); ok {
			compare(s, got.Items.(*jsonschema.Schema))
		}
		if s, ok := want.AdditionalProperties.(*jsonschema.Schema); ok {
			compare(s, got.AdditionalProperties.(*jsonschema.Schema))
		} else if (want.AdditionalProperties == false) != (got.AdditionalProperties == false) {
			t.Errorf("%s: additionalProperties %v became %v", want.Location, want.AdditionalProperties, got.AdditionalProperties)
		}
	}
	for kind, want := range manifests().kinds {
		got := readShape(string(writeShape(t, want)))
		if got == nil {
			t.Fatalf("the schema of %s is not read back", kind)
		}
		compare(want, got)
	}
	if len(seen) < 100 {
		t.Errorf("only %d schemas were compared", len(seen))
	}
}
