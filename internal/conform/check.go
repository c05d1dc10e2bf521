// Package conform validates documents against their JSON Schema and reports each mistake once, with messages of its
// own: the JSON Schema library is an implementation detail. It neither resolves references nor checks whether a
// topology makes sense.
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

// Result is the outcome of checking one document.
type Result struct {
	// Problems are reported by the rules schema/*, in file order.
	Problems []problem.Problem
	// Invalid contains the values that are themselves wrong, and the mappings with an unknown, missing or misplaced
	// key. It is nil if the document conforms.
	Invalid map[*manifest.Node]bool
}

// Check validates a manifest against the schema of its kind.
func Check(doc *manifest.Document) Result {
	if conforms(doc.Root) {
		return Result{}
	}
	c := newChecker(manifestSchema(), doc.File)
	if s := c.checkKind(doc.Root); s != nil {
		c.checkDocument(s, doc.Root)
	}
	return c.result()
}

// As validates a manifest with a mistake in its header against the schema of the kind that was probably meant, which
// doc.Kind returns.
func As(doc *manifest.Document) Result {
	c := newChecker(manifestSchema(), doc.File)
	if s := c.kinds[doc.Kind()]; s != nil {
		c.checkDocument(s, doc.Root)
	}
	return c.result()
}

// Config validates a configuration against its schema.
func Config(doc *manifest.Document) Result {
	if s := shapes().configurations.shape(configName); accelerator.Enabled && s != nil && s.allows(doc.Root) {
		return Result{}
	}
	c := newChecker(configSchema(), doc.File)
	c.checkDocument(c.root, doc.Root)
	return c.result()
}

// result returns the problems in file order, without duplicates.
func (c *checker) result() Result {
	if len(c.problems) == 0 {
		return Result{}
	}
	slices.SortFunc(c.problems, compareProblems)
	// a value that several aliases reach is visited several times, but it is written, and wrong, only once
	c.problems = slices.CompactFunc(c.problems, func(a, b problem.Problem) bool { return compareProblems(a, b) == 0 })
	return Result{Problems: c.problems, Invalid: c.invalid}
}

// checker collects the problems of one document.
type checker struct {
	*compiledSchema

	file           *source.File
	problems       []problem.Problem
	invalid        map[*manifest.Node]bool
	keySuggestions map[objectKey]suggestion
}

func newChecker(v *compiledSchema, file *source.File) *checker {
	return &checker{compiledSchema: v, file: file, invalid: map[*manifest.Node]bool{}, keySuggestions: map[objectKey]suggestion{}}
}

// checkKind returns the schema for the document's kind; without one, it reports a problem and returns nil. The kind is
// checked first and on its own, so that a mistake in it does not make every other key wrong.
func (c *checker) checkKind(root *manifest.Node) *jsonschema.Schema {
	pair := root.Pair("kind")
	if pair == nil {
		c.reportNoKind(root)
		return nil
	}
	at := target{node: pair.Value, key: pair.Key.Node()}
	if pair.Value.Kind != manifest.String {
		c.reportWrongType(at, c.kindSchema)
		return nil
	}
	s := c.kinds[pair.Value.Text]
	if s == nil {
		allowed := valueTexts(c.kindSchema.Enum)
		c.reportUnknownValue(at, allowed, suggestValue(pair.Value.Text, allowed, "kind"))
	}
	return s
}

// checkDocument reports where root violates s.
func (c *checker) checkDocument(s *jsonschema.Schema, root *manifest.Node) {
	if accelerator.Enabled && satisfies(s, root) {
		return
	}
	if failed, ok := errors.AsType[*jsonschema.ValidationError](s.Validate(jsonValue(root))); ok {
		for e := range leaves(failed) {
			if f, ok := c.newFailure(e, root); ok {
				reporterFor(f.keyword)(c, f)
			}
		}
	}
	c.reportContradictions(root)
}
