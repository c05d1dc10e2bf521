package conform

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/schema"
)

// completeManifests parses the manifests that together use every key.
func completeManifests(t testing.TB) map[string]*manifest.Document {
	t.Helper()
	docs := map[string]*manifest.Document{}
	paths, err := filepath.Glob("testdata/complete/*.yaml")
	if err != nil || len(paths) != 6 {
		t.Fatal(paths, err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		docs[filepath.Base(path)] = parse(t, path, string(data))
	}
	return docs
}

// TestCompleteManifests checks that they conform, and that together they use every key of every object.
func TestCompleteManifests(t *testing.T) {
	used := map[*jsonschema.Schema]bool{}
	for name, doc := range completeManifests(t) {
		for _, p := range Check(doc).Problems {
			t.Errorf("%s: %s", name, render(p))
		}
		s := manifestSchema().kinds[doc.Kind()]
		if !satisfies(s, doc.Root) {
			t.Errorf("%s: undecided", name)
		}
		markUsed(used, s, doc.Root)
	}
	for _, s := range manifestSchema().index().at {
		if s.AdditionalProperties != false {
			continue
		}
		for key, p := range s.Properties {
			if !used[p] {
				t.Errorf("no manifest uses the key %q of %s", key, withArticle(s.Title))
			}
		}
	}
}

// markUsed records the property schemas that a value uses.
func markUsed(used map[*jsonschema.Schema]bool, s *jsonschema.Schema, n *manifest.Node) {
	for s.Ref != nil {
		s = s.Ref
	}
	for _, p := range n.Pairs {
		if property := s.Properties[p.Key.Text]; property != nil {
			used[property] = true
			markUsed(used, property, p.Value)
		}
	}
	if items, ok := s.Items.(*jsonschema.Schema); ok {
		for _, item := range n.Items {
			markUsed(used, items, item)
		}
	}
}

// replacements returns the values that replace each value of the complete manifests in turn.
func replacements() []*manifest.Node {
	node := func(k manifest.Kind, text string) *manifest.Node { return manifest.NewNode(k, text, source.Span{}) }
	return []*manifest.Node{
		node(manifest.Null, ""),
		node(manifest.Bool, "true"),
		node(manifest.Integer, "-1"),
		node(manifest.Integer, "7"),
		node(manifest.Number, "7.0"),
		node(manifest.Number, "0.5"),
		node(manifest.Number, "1e1000000000"),
		node(manifest.Number, "-1e-1000000000"),
		node(manifest.Integer, strings.Repeat("9", 100000)),
		scalar(""), scalar("x"), scalar("X Y"), scalar("a/b"), scalar("/"), scalar("a@b.c"), scalar("group:x"), scalar("\x00\n\""),
		scalar("00000000-0000-0000-0000-000000000000"), scalar("https://x"), scalar("yes"), scalar("id"),
		manifest.NewSequence(),
		manifest.NewSequence(scalar("x"), scalar("x")),
		manifest.NewSequence(node(manifest.Null, ""), node(manifest.Integer, "1")),
		manifest.NewMapping(),
		manifest.NewMapping(manifest.Pair{Key: manifest.Key{Text: "x~/% y"}, Value: scalar("x")}),
	}
}

// mutate calls check for every document that differs from n in one location. single is true if the change can be at
// most a single mistake.
func mutate(n *manifest.Node, check func(what string, single bool)) {
	for i := range n.Pairs {
		p := &n.Pairs[i]
		value := p.Value
		for _, r := range replacements() {
			r.Span = value.Span
			p.Value = r
			check(p.Key.Text, r.Kind < manifest.Sequence)
		}
		p.Value = value
		key := p.Key
		p.Key = manifest.Key{Text: key.Text + "x", Span: key.Span}
		check(key.Text+" misspelled", len(key.Text) > 2)
		p.Key = key
		pairs := n.Pairs
		n.Pairs = slices.Delete(slices.Clone(pairs), i, i+1)
		check("no "+key.Text, true)
		n.Pairs = pairs
		mutate(value, check)
	}
	for i, item := range n.Items {
		for _, r := range replacements() {
			r.Span = item.Span
			n.Items[i] = r
			check("item", r.Kind < manifest.Sequence)
		}
		n.Items[i] = item
		items := n.Items
		n.Items = append(slices.Clone(items), item)
		check("item twice", true)
		n.Items = items
		mutate(item, check)
	}
}

// sections returns documents that contain what is required and one more key. They are small because the library
// validates the entire document for every mutation.
func sections(doc *manifest.Document) []*manifest.Document {
	required := []string{"apiVersion", "kind", "name", "id", "tenant", "type", "scenario", "entities", "master"}
	var head, rest []manifest.Pair
	for _, p := range doc.Root.Pairs {
		if slices.Contains(required, p.Key.Text) {
			head = append(head, p)
		} else {
			rest = append(rest, p)
		}
	}
	docs := []*manifest.Document{{File: doc.File, Root: manifest.NewMapping(head...)}}
	for _, p := range rest {
		root := manifest.NewMapping(append(slices.Clone(head), p)...)
		docs = append(docs, &manifest.Document{File: doc.File, Root: root})
	}
	return docs
}

// TestSatisfiesAgrees compares satisfies with the library for all mutations of the complete manifests, and checks that
// whatever the library rejects is reported, once.
func TestSatisfiesAgrees(t *testing.T) {
	count, invalid := 0, 0
	for name, complete := range completeManifests(t) {
		s := manifestSchema().kinds[complete.Kind()]
		for i, doc := range sections(complete) {
			root := doc.Root
			if i > 0 { // the head is only mutated in the first section
				root = manifest.NewMapping(doc.Root.Pairs[len(doc.Root.Pairs)-1:]...)
			}
			mutate(root, func(what string, single bool) {
				if i > 0 {
					head := slices.Clip(doc.Root.Pairs)
					defer func(pairs []manifest.Pair) { doc.Root.Pairs = pairs }(doc.Root.Pairs)
					doc.Root.Pairs = slices.Concat(head[:len(head)-1], root.Pairs)
				}
				if manifestSchema().kinds[doc.Kind()] != s {
					return // the kind is checked before everything else
				}
				count++
				if checkAgreement(t, name+", "+what, s, doc, single) {
					invalid++
				}
			})
		}
	}
	t.Logf("%d mutations, %d of them invalid", count, invalid)
}

// contradicts reports whether n or a value below it contains a contradiction, which the library does not detect.
func contradicts(n *manifest.Node) bool {
	return contradiction(n) != nil || slices.ContainsFunc(n.Pairs, func(p manifest.Pair) bool { return contradicts(p.Value) }) ||
		slices.ContainsFunc(n.Items, contradicts)
}

// checkAgreement checks one document with satisfies, Check and the library, and returns whether it is invalid.
func checkAgreement(t *testing.T, what string, s *jsonschema.Schema, doc *manifest.Document, single bool) bool {
	t.Helper()
	err := s.Validate(jsonValue(doc.Root))
	if satisfies(s, doc.Root) && err != nil {
		t.Errorf("%s: satisfies is true, but the library returns %v", what, err)
	}
	r := Check(doc)
	if err == nil && contradicts(doc.Root) {
		err = errors.New("a key with a value is listed as unknown")
	}
	if (err != nil) != (len(r.Problems) > 0) || (err != nil) != (r.Invalid != nil) {
		t.Errorf("%s: %d problems, the library returns %v", what, len(r.Problems), err)
	}
	if single && len(r.Problems) > 1 {
		t.Errorf("%s: one mistake, but\n%s%s", what, render(r.Problems[0]), render(r.Problems[1]))
	}
	return err != nil
}

// FuzzFormats checks that editors agree with us: a string that has a format must match the pattern next to it.
func FuzzFormats(f *testing.F) {
	for _, s := range manifestSchema().index().at {
		for _, example := range s.Examples {
			if text, ok := example.(string); ok {
				f.Add(text)
			}
		}
	}
	for _, r := range replacements() {
		f.Add(r.Text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n := scalar(text)
		for _, s := range manifestSchema().index().at {
			if s.Format == "" {
				continue
			}
			if satisfies(s, n) && s.Validate(text) != nil {
				t.Errorf("%q has the format %s, but does not match %s", text, s.Format, s.Pattern)
			}
			spec, _, _ := lookupFormat(s.Format)
			if spec.repair != nil {
				spec.repair(text) // must not panic
			}
		}
	})
}

// FuzzCheck checks any manifest that the parser accepts: Check must neither panic nor hang, and every location that it
// reports must be in the file.
func FuzzCheck(f *testing.F) {
	for _, doc := range completeManifests(f) {
		f.Add(doc.File.Data)
	}
	for _, m := range mistakes {
		f.Add([]byte(heads[m.kind] + m.text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file := source.NewFile("m.yaml", data)
		for _, doc := range manifest.Parse(file, manifest.DefaultLimits(), false).Documents {
			for _, p := range Check(doc).Problems {
				for _, s := range append(slices.Clone(p.Locations), p.Related...) {
					if s.Span.Start < 0 || s.Span.End < s.Span.Start || s.Span.End > len(data) {
						t.Errorf("%s: %v of %d bytes", p.Message.String(), s.Span, len(data))
					}
				}
				if strings.ContainsFunc(p.Message.String(), unicode.IsControl) {
					t.Errorf("a control character in %q", p.Message.String())
				}
			}
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	docs := completeManifests(b)
	doc := docs["deployment.yaml"]
	b.Run("conforming", func(b *testing.B) {
		for b.Loop() {
			Check(doc)
		}
	})
	b.Run("validated", func(b *testing.B) { // what the library takes by itself
		s := manifestSchema().kinds[doc.Kind()]
		for b.Loop() {
			if err := s.Validate(jsonValue(doc.Root)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("invalid", func(b *testing.B) {
		invalid := parse(b, "m.yaml", heads["Tenant"]+"domains:\n  - nmae: contoso.com\n")
		for b.Loop() {
			Check(invalid)
		}
	})
}

func BenchmarkCompile(b *testing.B) {
	for b.Loop() {
		if _, err := newManifestSchema(schema.Manifest); err != nil {
			b.Fatal(err)
		}
	}
}
