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

// Memory caches the results of parsing each file and of evaluating the policies, so that a program that lints
// repeatedly parses and evaluates only what has changed. It serves one run at a time; the zero value is empty.
type Memory struct {
	inputs     map[string]input // by path
	found      *source.FindResult
	resolution *resolution
	topology   topology.Memory
	evaluated  policy.Memory
}

// resolution is a topology and what it was built from.
type resolution struct {
	documents []topology.Checked
	unread    topology.Unread
	topology  *topology.Topology
	problems  []problem.Problem
}

// resolve returns the topology of the documents. It reuses the topology of the previous run if the documents are the
// same, for example while a half-written line makes a file fall back to its last good state.
func (o *Options) resolve(documents []topology.Checked, unread topology.Unread) (*topology.Topology, []problem.Problem) {
	if !o.incremental() {
		return topology.Build(documents, unread)
	}
	same := func(a, b topology.Checked) bool { return a.Document == b.Document }
	last := o.Memory.resolution
	if last == nil || !slices.EqualFunc(last.documents, documents, same) || !reflect.DeepEqual(last.unread, unread) {
		last = &resolution{documents: documents, unread: unread}
		last.topology, last.problems = o.Memory.topology.Build(documents, unread)
		o.Memory.resolution = last
	}
	return last.topology, last.problems
}

// incremental reports whether the run can reuse results of the previous one. Comparing with another state modifies the
// topology.
func (o *Options) incremental() bool { return o.Memory != nil && o.Against == nil && o.Live == nil }

// find finds the input. It searches the disk only if files on disk may have changed.
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

// loadUnchanged returns the cached result of a file if the file on disk has not changed.
func (o *Options) loadUnchanged(in source.Input) (input, bool) {
	if !o.SameDisk || o.Memory == nil || in.Overlay != nil {
		return input{}, false
	}
	cached, ok := o.Memory.inputs[in.Path]
	return cached, ok
}

// load returns the cached result of a file with the same path and content. A nil Memory is empty.
func (m *Memory) load(file *source.File) (input, bool) {
	if m == nil {
		return input{}, false
	}
	in, ok := m.inputs[file.Path]
	return in, ok && bytes.Equal(in.file.Raw(), file.Data)
}

// store keeps the results of these files and drops all others. A canceled run has read only some of the files; the
// earlier results of the others are kept.
func (m *Memory) store(files []source.Input, inputs []input) {
	if m == nil {
		return
	}
	cached := make(map[string]input, len(files))
	for i, f := range files {
		in := inputs[i]
		if in.file == nil {
			in = m.inputs[f.Path]
		}
		if in.file != nil && !f.Explicit {
			cached[f.Path] = in
		}
	}
	m.inputs = cached
}

// Prepare compiles the policies once for several runs with the same options.
func Prepare(o Options) (*policy.Engine, error) {
	rules, _, err := o.activeRules()
	if err != nil {
		return nil, err
	}
	return o.engine(rules)
}
