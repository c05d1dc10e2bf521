package fix

import (
	"cmp"
	"slices"
	"sort"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/source"
)

// edit is one fix with the findings that it repairs; a value that an alias repeats may have several.
type edit struct {
	fix      *problem.Fix
	findings []finding.Finding
}

func compareEdits(a, b edit) int {
	return cmp.Or(cmp.Compare(a.fix.File.Path, b.fix.File.Path), cmp.Compare(a.fix.Span.Start, b.fix.Span.Start),
		cmp.Compare(a.fix.Span.End, b.fix.Span.End), cmp.Compare(a.fix.Text, b.fix.Text))
}

// nextEdits returns the edits that can be applied at once, sorted by location. They do not overlap, and all belong to
// the same stage: references can only be repaired once all names are spelled correctly.
func (r *repairer) nextEdits(s *state, rejected []rejectedEdit) []edit {
	var all []edit
	earliest := policyStage
	for _, f := range s.findings {
		if f.Fix == nil || !r.selected[f.Rule.ID] || r.onlyPath != nil && f.Fix.File.Path != *r.onlyPath {
			continue
		}
		stage := stageOf(f.Rule)
		// In a partial topology, a misspelled name cannot be distinguished from the name of an object in another part.
		if stage > earliest || stage == referenceStage && r.options.Partial ||
			slices.ContainsFunc(rejected, func(e rejectedEdit) bool { return compareEdits(e.edit, edit{fix: f.Fix}) == 0 }) {
			continue
		}
		if stage < earliest {
			earliest, all = stage, nil
		}
		all = append(all, edit{f.Fix, []finding.Finding{f}})
	}
	slices.SortStableFunc(all, compareEdits)
	var selected []edit
	for _, e := range all {
		if n := len(selected); n > 0 {
			last := &selected[n-1]
			if compareEdits(*last, e) == 0 {
				last.findings = append(last.findings, e.findings...)
				continue
			}
			if last.fix.File.Path == e.fix.File.Path && e.fix.Span.Start < last.fix.Span.End {
				continue // left for the next round
			}
		}
		selected = append(selected, e)
	}
	return selected
}

// The stages of a run in order.
const (
	parseStage = iota
	schemaStage
	referenceStage
	policyStage
)

func stageOf(r *rule.Rule) int {
	switch r.Group {
	case "parse":
		return parseStage
	case "schema":
		return schemaStage
	case "reference":
		return referenceStage
	}
	return policyStage
}

// patch contains the edits of one file in order, and the span of the text of each one afterwards.
type patch struct {
	edits    []edit
	newSpans []source.Span
}

func newPatch(edits []edit) patch {
	p := patch{edits: edits}
	shift := 0
	for _, e := range edits {
		start := e.fix.Span.Start + shift
		p.newSpans = append(p.newSpans, source.Span{Start: start, End: start + len(e.fix.Text)})
		shift += len(e.fix.Text) - (e.fix.Span.End - e.fix.Span.Start)
	}
	return p
}

// apply returns the content of a file after the edits.
func (p patch) apply(data []byte) []byte {
	var out []byte
	end := 0
	for _, e := range p.edits {
		out = append(append(out, data[end:e.fix.Span.Start]...), e.fix.Text...)
		end = e.fix.Span.End
	}
	return append(out, data[end:]...)
}

// editCovering returns the index of the edit that replaces all of span, or -1.
func (p patch) editCovering(span source.Span) int {
	i := sort.Search(len(p.edits), func(i int) bool { return p.edits[i].fix.Span.End >= span.End })
	if i < len(p.edits) && inside(span, p.edits[i].fix.Span) {
		return i
	}
	return -1
}

// editContaining returns the index of the edit whose text contains span afterwards, or -1.
func (p patch) editContaining(span source.Span) int {
	i := sort.Search(len(p.newSpans), func(i int) bool { return p.newSpans[i].End >= span.End })
	if i < len(p.newSpans) && inside(span, p.newSpans[i]) {
		return i
	}
	return -1
}

func inside(a, b source.Span) bool { return b.Start <= a.Start && a.End <= b.End }

// newOffset maps an offset before the edits to the offset afterwards; replaced bytes map to the start of their edit.
func (p patch) newOffset(offset int) int {
	i := sort.Search(len(p.edits), func(i int) bool { return p.edits[i].fix.Span.Start > offset }) - 1
	switch {
	case i < 0:
		return offset
	case offset < p.edits[i].fix.Span.End:
		return p.newSpans[i].Start
	}
	return offset - p.edits[i].fix.Span.End + p.newSpans[i].End
}

// snapOffset maps an offset in the text of an edit to the start of the text, as newOffset does for replaced bytes.
func (p patch) snapOffset(offset int) int {
	if i := sort.Search(len(p.newSpans), func(i int) bool { return p.newSpans[i].End > offset }); i < len(p.newSpans) {
		return min(offset, p.newSpans[i].Start)
	}
	return offset
}
