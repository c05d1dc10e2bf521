package lint

import (
	"bytes"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// Memory keeps what was made of each file, so that a program which lints over and over parses only what
// changed. It serves one run at a time; the zero value is empty.
type Memory struct {
	byPath map[string]input
}

// load returns what was made of a file of the same path and content. A nil Memory knows nothing.
func (m *Memory) load(file *source.File) (input, bool) {
	if m == nil {
		return input{}, false
	}
	in, ok := m.byPath[file.Path]
	return in, ok && bytes.Equal(in.file.Raw(), file.Data)
}

// keep remembers what was made of files, and forgets all others. A run that was stopped has read a part
// of them, so that what is known of the rest stays.
func (m *Memory) keep(files []source.Input, inputs []input) {
	if m == nil {
		return
	}
	known := make(map[string]input, len(files))
	for i, f := range files {
		in := inputs[i]
		if in.file == nil {
			in = m.byPath[f.Path]
		}
		if in.file != nil && !f.Named {
			known[f.Path] = in
		}
	}
	m.byPath = known
}

// shallowCopy returns the documents for a topology to use up: it lets go of their trees where they are many.
func shallowCopy(documents []topology.Checked) []topology.Checked {
	all, copies := make([]manifest.Document, len(documents)), make([]topology.Checked, len(documents))
	for i, d := range documents {
		all[i] = *d.Document
		copies[i] = topology.Checked{Document: &all[i], Broken: d.Broken, Secrets: d.Secrets, Doubtful: d.Doubtful}
	}
	return copies
}

// Prepare compiles the policies by which runs with these options judge, for all of them at once.
func Prepare(o Options) (*policy.Engine, error) {
	rules, _, err := o.judges()
	if err != nil {
		return nil, err
	}
	return o.engine(rules)
}
