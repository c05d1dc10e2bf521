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
	// Left contains the remaining findings.
	Left []finding.Finding
	// Refused contains the findings in Left whose fix was not applied.
	Refused []Refusal
}

// File is one changed file.
type File struct {
	Path string
	// Abs is the absolute path, or empty for standard input.
	Abs           string
	Before, After []byte
}

// Refusal is a finding whose fix was not applied, and the reason.
type Refusal struct {
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
	r := &repairer{options: o, wanted: map[string]bool{}}
	for _, rule := range rules {
		r.wanted[rule.ID] = true
	}
	r.options.Rules.Only = nil
	if r.options.Engine, err = lint.Prepare(r.options); err != nil {
		return nil, err
	}
	first, err := r.first(ctx)
	if err != nil {
		return nil, err
	}
	last, result, err := r.rounds(ctx, first)
	if err != nil {
		return nil, err
	}
	for _, path := range slices.Sorted(maps.Keys(last.contents)) {
		if bytes.Equal(r.before[path], last.contents[path]) {
			continue // one repair reverted another
		}
		f := File{Path: path, Abs: r.inputs[path].Abs, Before: r.before[path], After: last.contents[path]}
		if r.inputs[path].Stdin {
			f.Abs = ""
		}
		result.Files = append(result.Files, f)
	}
	result.Stdin = last.stdin
	result.Left = slices.DeleteFunc(last.found, func(f finding.Finding) bool { return !r.wanted[f.Rule.ID] })
	return result, nil
}

// repairer contains what all rounds share.
type repairer struct {
	options lint.Options
	wanted  map[string]bool // rules whose findings are to be repaired
	// inputs and before map the path of a file in reports to the file and to its original content.
	inputs map[string]source.Input
	before map[string][]byte
	// only is the path of the only file that may change, or nil if all may.
	only *string
}

// state is the input after some repairs, with its findings.
type state struct {
	contents map[string][]byte // content of the changed files by path
	stdin    []byte
	found    []finding.Finding
}

// first returns the state before any repair.
func (r *repairer) first(ctx context.Context) (*state, error) {
	s := &state{contents: map[string][]byte{}}
	if slices.Contains(r.options.Find.Paths, "-") {
		name := cmp.Or(r.options.Find.StdinName, source.StdinPath)
		in, err := source.ReadStream(r.options.Stdin, name, int64(manifest.DefaultLimits().Bytes))
		if err != nil {
			return nil, err
		}
		s.stdin, r.only = in.Data, new(string)
	}
	result, err := r.lint(ctx, s)
	if err != nil {
		return nil, err
	}
	r.inputs, r.before = map[string]source.Input{}, map[string][]byte{}
	for _, in := range result.Files {
		r.inputs[in.Path] = in
		if in.Stdin {
			*r.only = in.Path
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
	s.found = result.Run.Findings
	return result, nil
}

// rounds applies fixes until none is left that can be applied, for at most maxRounds.
func (r *repairer) rounds(ctx context.Context, s *state) (*state, *Result, error) {
	result := &Result{}
	var refused []refusal // for the current state
	for range maxRounds {
		edits := r.edits(s, refused)
		if len(edits) == 0 {
			break
		}
		t := trial{repairer: r, from: s, to: s}
		if err := t.grow(ctx, edits); err != nil {
			return nil, nil, err
		}
		if len(t.made) == 0 {
			refused = append(refused, t.refused...)
			continue
		}
		for _, e := range t.made {
			result.Fixed += len(e.findings)
			if path := e.fix.File.Path; r.before[path] == nil {
				r.before[path] = e.fix.File.Raw()
			}
		}
		s, refused = t.to, nil
	}
	for _, e := range refused {
		for _, f := range e.findings {
			result.Refused = append(result.Refused, Refusal{f, e.reason})
		}
	}
	slices.SortStableFunc(result.Refused, func(a, b Refusal) int {
		x, y := a.Finding.Fix, b.Finding.Fix
		return cmp.Or(cmp.Compare(x.File.Path, y.File.Path), cmp.Compare(x.Span.Start, y.Span.Start))
	})
	return s, result, nil
}

// trial determines which edits can be applied.
type trial struct {
	*repairer

	from, to *state // before and after the accepted edits
	made     []edit
	refused  []refusal
}

// refusal is a rejected edit and the reason.
type refusal struct {
	edit

	reason problem.Text
}

// grow adds edits to the accepted ones: all at once if they pass, or else each half separately, so that it takes few
// trials to isolate the edits that fail.
func (t *trial) grow(ctx context.Context, edits []edit) error {
	all := slices.Concat(t.made, edits)
	slices.SortFunc(all, byOffset)
	to, reason, err := t.try(ctx, all)
	switch {
	case err != nil:
		return err
	case reason.IsZero():
		t.to, t.made = to, all
		return nil
	case len(edits) == 1:
		t.refused = append(t.refused, refusal{edits[0], reason})
		return nil
	}
	half := len(edits) / 2
	if err := t.grow(ctx, edits[:half]); err != nil {
		return err
	}
	return t.grow(ctx, edits[half:])
}

// try applies edits and returns the state after them, or the reason to reject them.
func (t *trial) try(ctx context.Context, edits []edit) (to *state, reason problem.Text, err error) {
	to = &state{contents: maps.Clone(t.from.contents), stdin: t.from.stdin}
	moved := map[string]patch{}
	for i := 0; i < len(edits); {
		file, start := edits[i].fix.File, i
		for i < len(edits) && edits[i].fix.File == file {
			i++
		}
		p := newPatch(edits[start:i])
		after := source.NewFile(file.Path, p.apply(file.Raw()))
		if reason := p.compare(source.NewFile(file.Path, file.Raw()), after); !reason.IsZero() {
			return nil, reason, nil
		}
		moved[file.Path], to.contents[file.Path] = p, after.Data
		if t.inputs[file.Path].Stdin {
			to.stdin = after.Data
		}
	}
	if _, err := t.lint(ctx, to); err != nil {
		return nil, problem.Text{}, err
	}
	return to, objection(t.from.found, to.found, edits, moved), nil
}
