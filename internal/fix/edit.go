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

func byOffset(a, b edit) int {
	return cmp.Or(cmp.Compare(a.fix.File.Path, b.fix.File.Path), cmp.Compare(a.fix.Span.Start, b.fix.Span.Start),
		cmp.Compare(a.fix.Span.End, b.fix.Span.End), cmp.Compare(a.fix.Text, b.fix.Text))
}

// edits returns the edits that can be applied at once, sorted by location. They do not overlap, and all belong to the
// same stage: references can only be repaired once all names are spelled correctly.
func (r *repairer) edits(s *state, refused []refusal) []edit {
	var all []edit
	first := lastStage
	for _, f := range s.found {
		if f.Fix == nil || !r.wanted[f.Rule.ID] || r.only != nil && f.Fix.File.Path != *r.only {
			continue
		}
		at := stageOf(f.Rule)
		// In a partial topology, a misspelled name cannot be distinguished from the name of an object in another part.
		if at > first || at == references && r.options.Partial ||
			slices.ContainsFunc(refused, func(e refusal) bool { return byOffset(e.edit, edit{fix: f.Fix}) == 0 }) {
			continue
		}
		if at < first {
			first, all = at, nil
		}
		all = append(all, edit{f.Fix, []finding.Finding{f}})
	}
	slices.SortStableFunc(all, byOffset)
	var chosen []edit
	for _, e := range all {
		if n := len(chosen); n > 0 {
			last := &chosen[n-1]
			if byOffset(*last, e) == 0 {
				last.findings = append(last.findings, e.findings...)
				continue
			}
			if last.fix.File.Path == e.fix.File.Path && e.fix.Span.Start < last.fix.Span.End {
				continue // left for the next round
			}
		}
		chosen = append(chosen, e)
	}
	return chosen
}

// The stages of a run in order.
const (
	parsing = iota
	structure
	references
	lastStage
)

func stageOf(r *rule.Rule) int {
	switch r.Group {
	case "parse":
		return parsing
	case "schema":
		return structure
	case "reference":
		return references
	}
	return lastStage
}

// patch contains the edits of one file in order, and the span of the text of each one afterwards.
type patch struct {
	edits []edit
	after []source.Span
}

func newPatch(edits []edit) patch {
	p := patch{edits: edits}
	shift := 0
	for _, e := range edits {
		start := e.fix.Span.Start + shift
		p.after = append(p.after, source.Span{Start: start, End: start + len(e.fix.Text)})
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

// covering returns the index of the edit that replaces all of span, or -1.
func (p patch) covering(span source.Span) int {
	i := sort.Search(len(p.edits), func(i int) bool { return p.edits[i].fix.Span.End >= span.End })
	if i < len(p.edits) && inside(span, p.edits[i].fix.Span) {
		return i
	}
	return -1
}

// written returns the index of the edit whose text contains span afterwards, or -1.
func (p patch) written(span source.Span) int {
	i := sort.Search(len(p.after), func(i int) bool { return p.after[i].End >= span.End })
	if i < len(p.after) && inside(span, p.after[i]) {
		return i
	}
	return -1
}

func inside(a, b source.Span) bool { return b.Start <= a.Start && a.End <= b.End }

// move maps an offset before the edits to the offset afterwards; replaced bytes map to the start of their edit.
func (p patch) move(offset int) int {
	i := sort.Search(len(p.edits), func(i int) bool { return p.edits[i].fix.Span.Start > offset }) - 1
	switch {
	case i < 0:
		return offset
	case offset < p.edits[i].fix.Span.End:
		return p.after[i].Start
	}
	return offset - p.edits[i].fix.Span.End + p.after[i].End
}

// settle maps an offset in the text of an edit to the start of the text, as move does for replaced bytes.
func (p patch) settle(offset int) int {
	if i := sort.Search(len(p.after), func(i int) bool { return p.after[i].End > offset }); i < len(p.after) {
		return min(offset, p.after[i].Start)
	}
	return offset
}
