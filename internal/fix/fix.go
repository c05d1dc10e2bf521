// Package fix makes the exact repairs that findings bring, and makes sure of each that it repaired what
// it should and touched nothing else. It writes no file.
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

// Result is what the repairs come to.
type Result struct {
	// Files are those that are changed, ordered by path.
	Files []File
	// Stdin is what standard input holds now, nil where it was not among the paths. If it was, nothing
	// else is changed.
	Stdin []byte
	// Fixed counts the findings that were repaired, one that came to light on the way among them.
	Fixed int
	// Left are the findings that there are still.
	Left []finding.Finding
	// Refused are the repairs among those that were not made after all.
	Refused []Refusal
}

// File is one changed file.
type File struct {
	Path string
	// Abs is where the file is; it is empty for standard input.
	Abs           string
	Before, After []byte
}

// Refusal says why a finding that has a fix was not repaired.
type Refusal struct {
	Finding finding.Finding
	Reason  problem.Text
}

// maxRounds bounds how often the input is looked at anew, because a repair can bring the next one to
// light. What is left then has to wait for the next run.
const maxRounds = 100

// Run repairs, in memory, what the rules that o selects find. The repairs are evaluated by all rules, so
// that the selection does not hide what one of them does. An error is one that lint.Run returns.
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
			continue // one repair took back another
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

// repairer carries what stays the same from round to round.
type repairer struct {
	options lint.Options
	wanted  map[string]bool // rules whose findings are to be repaired
	// inputs and before are the files by the path that reports show, and what they held at first.
	inputs map[string]source.Input
	before map[string][]byte
	// only, if it is not nil, is the path of the one file to change.
	only *string
}

// state is the input after some repairs, and what is found in it.
type state struct {
	contents map[string][]byte // of the changed files, by path
	stdin    []byte
	found    []finding.Finding
}

// first reads the input as it is.
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

// lint finds what there is to find in a state.
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

// rounds repairs until nothing is left to repair.
func (r *repairer) rounds(ctx context.Context, s *state) (*state, *Result, error) {
	result := &Result{}
	var refused []refusal // of the state as it is
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

// trial finds out which edits can be made.
type trial struct {
	*repairer

	from, to *state // before and after the edits made so far
	made     []edit
	refused  []refusal
}

// refusal is an edit that was not made.
type refusal struct {
	edit

	reason problem.Text
}

// grow makes all edits at once, if nothing is wrong with them, or else each half of them, so that the
// wrong ones are found in few trials.
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

// try makes edits, and says why they should not be made.
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
