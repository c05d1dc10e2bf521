// Package fix applies the fixes that findings carry, and verifies that each one repairs its finding and changes nothing
// else. It works in memory and writes no file.
package fix

import (
	"bytes"
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// Result is the outcome of a run.
type Result struct {
	// Files contains the changed files, sorted by path.
	Files []File
	// Stdin is the content of standard input after the repairs, or nil if the paths do not include it. If they do, no
	// other file is changed.
	Stdin []byte
	// Fixed counts the repaired findings, including those that only an earlier repair brought to light.
	Fixed int
	// Remaining contains the findings that were not repaired.
	Remaining []finding.Finding
	// Rejected contains the findings in Remaining whose fix was not applied.
	Rejected []Rejection
}

// File is one changed file.
type File struct {
	Path string
	// Abs is the absolute path, or empty for standard input.
	Abs           string
	Before, After []byte
}

// Rejection is a finding whose fix was not applied, and the reason.
type Rejection struct {
	Finding finding.Finding
	Reason  problem.Text
}

// maxRounds bounds how often the input is linted again, because one repair can bring another finding to light. The
// remaining findings have to wait for the next run.
const maxRounds = 100

// Run repairs, in memory, the findings of the rules that o selects. All rules check the repairs, so that the selection
// does not hide a finding that a repair causes. It returns the errors of lint.Run.
func Run(ctx context.Context, o lint.Options) (*Result, error) {
	rules, _, err := o.Rules.Apply(o.Set.Rules())
	if err != nil {
		return nil, err
	}
	r := &repairer{options: o, selected: map[string]bool{}}
	for _, rule := range rules {
		r.selected[rule.ID] = true
	}
	r.options.Rules.Only = nil
	if r.options.Engine, err = lint.Prepare(r.options); err != nil {
		return nil, err
	}
	initial, err := r.initialState(ctx)
	if err != nil {
		return nil, err
	}
	final, result, err := r.runRounds(ctx, initial)
	if err != nil {
		return nil, err
	}
	for _, path := range slices.Sorted(maps.Keys(final.contents)) {
		if bytes.Equal(r.before[path], final.contents[path]) {
			continue // one repair reverted another
		}
		f := File{Path: path, Abs: r.inputs[path].Abs, Before: r.before[path], After: final.contents[path]}
		if r.inputs[path].Stdin {
			f.Abs = ""
		}
		result.Files = append(result.Files, f)
	}
	result.Stdin = final.stdin
	result.Remaining = slices.DeleteFunc(final.findings, func(f finding.Finding) bool { return !r.selected[f.Rule.ID] })
	return result, nil
}

// repairer contains what all rounds share.
type repairer struct {
	options  lint.Options
	selected map[string]bool // rules whose findings are to be repaired
	// inputs and before map the path of a file in reports to the file and to its original content.
	inputs map[string]source.Input
	before map[string][]byte
	// onlyPath is the path of the only file that may change, or nil if all may.
	onlyPath *string
}

// state is the input after some repairs, with its findings.
type state struct {
	contents map[string][]byte // content of the changed files by path
	stdin    []byte
	findings []finding.Finding
}

// initialState returns the state before any repair.
func (r *repairer) initialState(ctx context.Context) (*state, error) {
	s := &state{contents: map[string][]byte{}}
	if slices.Contains(r.options.Find.Paths, "-") {
		name := cmp.Or(r.options.Find.StdinName, source.StdinPath)
		in, err := source.ReadStream(r.options.Stdin, name, int64(manifest.DefaultLimits().Bytes))
		if err != nil {
			return nil, err
		}
		s.stdin, r.onlyPath = in.Data, new(string)
	}
	result, err := r.lint(ctx, s)
	if err != nil {
		return nil, err
	}
	r.inputs, r.before = map[string]source.Input{}, map[string][]byte{}
	for _, in := range result.Files {
		r.inputs[in.Path] = in
		if in.Stdin {
			*r.onlyPath = in.Path
		}
	}
	return s, nil
}

// lint runs all rules on a state and stores the findings in it.
func (r *repairer) lint(ctx context.Context, s *state) (*lint.Result, error) {
	o := r.options
	if o.Find.Overlay = maps.Clone(o.Find.Overlay); o.Find.Overlay == nil {
		o.Find.Overlay = map[string][]byte{}
	}
	for path, content := range s.contents {
		if in := r.inputs[path]; !in.Stdin {
			o.Find.Overlay[in.Abs] = content
		}
	}
	o.Stdin = bytes.NewReader(s.stdin)
	result, err := lint.Run(ctx, o)
	if err != nil {
		return nil, err
	}
	s.findings = result.Run.Findings
	return result, nil
}

// runRounds applies fixes until none is left that can be applied, for at most maxRounds.
func (r *repairer) runRounds(ctx context.Context, s *state) (*state, *Result, error) {
	result := &Result{}
	var rejected []rejectedEdit // for the current state
	for range maxRounds {
		edits := r.nextEdits(s, rejected)
		if len(edits) == 0 {
			break
		}
		t := trial{repairer: r, from: s, to: s}
		if err := t.bisect(ctx, edits); err != nil {
			return nil, nil, err
		}
		if len(t.accepted) == 0 {
			rejected = append(rejected, t.rejected...)
			continue
		}
		for _, e := range t.accepted {
			result.Fixed += len(e.findings)
			if path := e.fix.File.Path; r.before[path] == nil {
				r.before[path] = e.fix.File.Raw()
			}
		}
		s, rejected = t.to, nil
	}
	for _, e := range rejected {
		for _, f := range e.findings {
			result.Rejected = append(result.Rejected, Rejection{f, e.reason})
		}
	}
	slices.SortStableFunc(result.Rejected, func(a, b Rejection) int {
		x, y := a.Finding.Fix, b.Finding.Fix
		return cmp.Or(cmp.Compare(x.File.Path, y.File.Path), cmp.Compare(x.Span.Start, y.Span.Start))
	})
	return s, result, nil
}

// trial determines which edits can be applied.
type trial struct {
	*repairer

	from, to *state // before and after the accepted edits
	accepted []edit
	rejected []rejectedEdit
}

// rejectedEdit is a rejected edit and the reason.
type rejectedEdit struct {
	edit

	reason problem.Text
}

// bisect adds edits to the accepted ones: all at once if they pass, or else each half separately, so that it takes few
// trials to isolate the edits that fail.
func (t *trial) bisect(ctx context.Context, edits []edit) error {
	all := slices.Concat(t.accepted, edits)
	slices.SortFunc(all, compareEdits)
	to, reason, err := t.try(ctx, all)
	switch {
	case err != nil:
		return err
	case reason.IsZero():
		t.to, t.accepted = to, all
		return nil
	case len(edits) == 1:
		t.rejected = append(t.rejected, rejectedEdit{edits[0], reason})
		return nil
	}
	half := len(edits) / 2
	if err := t.bisect(ctx, edits[:half]); err != nil {
		return err
	}
	return t.bisect(ctx, edits[half:])
}

// try applies edits and returns the state after them, or the reason to reject them.
func (t *trial) try(ctx context.Context, edits []edit) (to *state, reason problem.Text, err error) {
	to = &state{contents: maps.Clone(t.from.contents), stdin: t.from.stdin}
	patches := map[string]patch{}
	for i := 0; i < len(edits); {
		file, start := edits[i].fix.File, i
		for i < len(edits) && edits[i].fix.File == file {
			i++
		}
		p := newPatch(edits[start:i])
		after := source.NewFile(file.Path, p.apply(file.Raw()))
		if reason := p.verify(source.NewFile(file.Path, file.Raw()), after); !reason.IsZero() {
			return nil, reason, nil
		}
		patches[file.Path], to.contents[file.Path] = p, after.Data
		if t.inputs[file.Path].Stdin {
			to.stdin = after.Data
		}
	}
	if _, err := t.lint(ctx, to); err != nil {
		return nil, problem.Text{}, err
	}
	return to, verifyFindings(t.from.findings, to.findings, edits, patches), nil
}
