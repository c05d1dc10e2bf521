package lint

import (
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// release frees the content of a file without problems, suppressions or anything else to report. Its documents remain.
func (in *input) release() {
	reportable := len(in.problems) + len(in.suppressions) + len(in.unknown) + len(in.unread) + len(in.undeclaredAt) + len(in.foreign)
	if len(in.documents) == 0 || reportable > 0 || in.file.HasRedacted() {
		return
	}
	for _, d := range in.documents {
		d.Detach(topology.IsAnnotation)
	}
	in.file.Release()
}

// reloadFiles reads released files again if problems refer to them.
func reloadFiles(problems []problem.Problem) error {
	for i := range problems {
		p := &problems[i]
		for _, locations := range [][]problem.Location{p.Locations, p.Related} {
			for j := range locations {
				if err := reloadFile(locations[j].File); err != nil {
					return err
				}
			}
		}
		if p.Fix != nil {
			if err := reloadFile(p.Fix.File); err != nil {
				return err
			}
		}
	}
	return nil
}

func reloadFile(f *source.File) error {
	if f == nil {
		return nil
	}
	return f.Load()
}
