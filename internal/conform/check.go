// Package conform says where a document departs from its schema, each mistake once and in
// words of its own. The JSON Schema library stays behind this package. What names refer to, and
// whether a topology makes sense, is not known here.
package conform

import (
	"errors"
	"slices"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/tenantlint/tenantlint/internal/accelerator"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// Result is what the check of one document says.
type Result struct {
	// Problems are of the rules schema/*, in the order of the file.
	Problems []problem.Problem
	// Invalid contains the values that are wrong themselves, and the mappings with an unknown, missing or misplaced
	// key. It is nil when the document conforms.
	Invalid map[*manifest.Node]bool
}

// Check compares one manifest with the schema of its kind.
func Check(doc *manifest.Document) Result {
	if conforms(doc.Root) {
		return Result{}
	}
	c := newChecker(manifests(), doc.File)
	if s := c.kind(doc.Root); s != nil {
		c.document(s, doc.Root)
	}
	return c.result()
}

// Config compares a configuration with its schema.
func Config(doc *manifest.Document) Result {
	if s := shapes().configurations.shape(configuration); accelerator.Enabled && s != nil && s.allows(doc.Root) {
		return Result{}
	}
	c := newChecker(configurations(), doc.File)
	c.document(c.root, doc.Root)
	return c.result()
}

// result puts the problems in order.
func (c *checker) result() Result {
	if len(c.problems) == 0 {
		return Result{}
	}
	slices.SortFunc(c.problems, byLocation)
	// A value behind an alias is reached more than once, but it is written, and wrong, only once.
	c.problems = slices.CompactFunc(c.problems, func(a, b problem.Problem) bool { return byLocation(a, b) == 0 })
	return Result{Problems: c.problems, Invalid: c.invalid}
}

// checker collects the problems of one document.
type checker struct {
	*vocabulary

	file     *source.File
	problems []problem.Problem
	invalid  map[*manifest.Node]bool
	meanings map[objectKey]meaning
}

func newChecker(v *vocabulary, file *source.File) *checker {
	return &checker{vocabulary: v, file: file, invalid: map[*manifest.Node]bool{}, meanings: map[objectKey]meaning{}}
}

// kind returns the schema for the document's kind, or reports that it has none. The kind is looked
// at first and alone, so that a mistake in it does not make every other key wrong.
func (c *checker) kind(root *manifest.Node) *jsonschema.Schema {
	pair := root.Pair("kind")
	if pair == nil {
		c.noKind(root)
		return nil
	}
	at := target{node: pair.Value, key: pair.Key.Node()}
	if pair.Value.Kind != manifest.String {
		c.wrongType(at, c.kindSchema)
		return nil
	}
	s := c.kinds[pair.Value.Text]
	if s == nil {
		allowed := texts(c.kindSchema.Enum)
		c.unknownValue(at, allowed, choice(pair.Value.Text, allowed, "kind"))
	}
	return s
}

// document reports how root departs from s.
func (c *checker) document(s *jsonschema.Schema, root *manifest.Node) {
	if accelerator.Enabled && satisfies(s, root) {
		return
	}
	if failed, ok := errors.AsType[*jsonschema.ValidationError](s.Validate(plain(root))); ok {
		for e := range leaves(failed) {
			if f, ok := c.failure(e, root); ok {
				describe(f.keyword)(c, f)
			}
		}
	}
	c.contradictions(root)
}
