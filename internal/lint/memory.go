package lint

import (
	"bytes"
	"context"
	"reflect"
	"slices"

	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// Memory keeps what was made of each file, and what the policies found, so that a program which lints over and over parses
// and evaluates only what changed. It serves one run at a time; the zero value is empty.
type Memory struct {
	byPath    map[string]input
	found     *source.FindResult
	resolved  *resolved
	topology  topology.Memory
	evaluated policy.Memory
}

// resolved is a topology, and what it was made of.
type resolved struct {
	documents []topology.Checked
	unread    topology.Unread
	topology  *topology.Topology
	problems  []problem.Problem
}

// resolve builds the topology of documents, where the run before did not build it already: while a line is half
// written, the last good state of its file is in its place, and nothing is new.
func (o *Options) resolve(documents []topology.Checked, unread topology.Unread) (*topology.Topology, []problem.Problem) {
	if !o.incremental() {
		return topology.Build(documents, unread)
	}
	same := func(a, b topology.Checked) bool { return a.Document == b.Document }
	before := o.Memory.resolved
	if before == nil || !slices.EqualFunc(before.documents, documents, same) || !reflect.DeepEqual(before.unread, unread) {
		before = &resolved{documents: documents, unread: unread}
		before.topology, before.problems = o.Memory.topology.Build(documents, unread)
		o.Memory.resolved = before
	}
	return before.topology, before.problems
}

// incremental reports whether the run continues the one before. What else is compared changes a topology.
func (o *Options) incremental() bool { return o.Memory != nil && o.Against == nil && o.Live == nil }

// find finds the input, on disk only where that may have changed.
func (o *Options) find(ctx context.Context) (*source.FindResult, error) {
	if o.Memory != nil && o.SameDisk {
		if found := o.Memory.found.WithOverlay(o.Find.Overlay); found != nil {
			return found, nil
		}
		o.SameDisk = false
	}
	found, err := source.Find(ctx, o.Find)
	if err == nil && o.Memory != nil {
		o.Memory.found = found
	}
	return found, err
}

// unread returns what was made of a file that is on disk as it was.
func (o *Options) unread(in source.Input) (input, bool) {
	if !o.SameDisk || o.Memory == nil || in.Overlay != nil {
		return input{}, false
	}
	known, ok := o.Memory.byPath[in.Path]
	return known, ok
}

// load returns what was made of a file of the same path and content. A nil Memory knows nothing.
func (m *Memory) load(file *source.File) (input, bool) {
	if m == nil {
		return input{}, false
	}
	in, ok := m.byPath[file.Path]
	return in, ok && bytes.Equal(in.file.Raw(), file.Data)
}

// store keeps the results for these files and drops all others. A canceled run has read only some files, so that the
// results for the rest stay.
func (m *Memory) store(files []source.Input, inputs []input) {
	if m == nil {
		return
	}
	known := make(map[string]input, len(files))
	for i, f := range files {
		in := inputs[i]
		if in.file == nil {
			in = m.byPath[f.Path]
		}
		if in.file != nil && !f.Explicit {
			known[f.Path] = in
		}
	}
	m.byPath = known
}

// Prepare compiles the policies for runs with these options, for all of them at once.
func Prepare(o Options) (*policy.Engine, error) {
	rules, _, err := o.activeRules()
	if err != nil {
		return nil, err
	}
	return o.engine(rules)
}
