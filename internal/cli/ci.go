package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/tenantlint/tenantlint/internal/graph"
	"github.com/tenantlint/tenantlint/internal/identifier"
	"github.com/tenantlint/tenantlint/internal/pattern"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/repository"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/source"
)

// locating asks git for the location of the repository, in parallel with the run, if a format needs it: text output
// does not. The function that it returns waits for the result.
func (s *session) locating(ctx context.Context, targets []target) func() *result.Repository {
	hosted := []string{sarifName, githubName, "gitlab", "junit", "html"}
	if !slices.ContainsFunc(targets, func(t target) bool { return slices.Contains(hosted, t.format.Name) }) {
		return func() *result.Repository { return nil }
	}
	answer := make(chan *result.Repository, 1)
	go func() { answer <- repository.Find(ctx, source.Root(s.Dir)) }()
	return func() *result.Repository { return <-answer }
}

var number = pattern.New(`^[1-9][0-9]{0,18}$`)

// pipeline returns the run of Azure Pipelines that the predefined variables describe, or nil where they
// do not describe one in full (https://learn.microsoft.com/azure/devops/pipelines/build/variables).
func (s *session) pipeline() *result.Pipeline {
	p := result.Pipeline{
		BuildID:        s.variable("BUILD_BUILDID"),
		DefinitionID:   s.variable("SYSTEM_DEFINITIONID"),
		DefinitionName: s.variable("BUILD_DEFINITIONNAME"),
		PhaseID:        s.variable("SYSTEM_PHASEID"),
		PhaseName:      s.variable("SYSTEM_PHASENAME"),
	}
	if p.DefinitionName == "" || p.PhaseName == "" ||
		!number().MatchString(p.BuildID) || !number().MatchString(p.DefinitionID) || !identifier.IsGUID(p.PhaseID) {
		return nil
	}
	return &p
}

// summarize adds the report and a picture of the tenants to the job summary of GitHub Actions, where its format is used and the
// runner names the file for it. The file may hold what the step wrote before.
func (s *session) summarize(run *result.Run, targets []target) error {
	path := s.variable("GITHUB_STEP_SUMMARY")
	if path == "" || !slices.ContainsFunc(targets, func(t target) bool { return t.format.Name == githubName }) {
		return nil
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(s.Dir, path)
	}
	f, err := open(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE)
	if err == nil {
		err = fill(f, func(w io.Writer) error {
			if _, err := io.WriteString(w, "\n"); err != nil { // what is there may lack a line end
				return err
			}
			if err := report.Markdown(w, run, report.Options{}); err != nil {
				return err
			}
			return picture(w, run)
		})
	}
	if err != nil {
		return fmt.Errorf("job summary %q, which GITHUB_STEP_SUMMARY names, cannot be written: %w", path, cause(err))
	}
	return nil
}

// picture writes the tenants with their findings as a diagram in Markdown. Mermaid's text has no backquotes, so
// that nothing in it ends the fence.
func picture(w io.Writer, run *result.Run) error {
	if run.Topology == nil || run.Totals.Tenants+run.Totals.Environments == 0 {
		return nil
	}
	facts, err := policy.NewPlatformFacts(run.Residency)
	if err != nil {
		return err
	}
	model, err := graph.Build(run.Topology, graph.Options{Findings: run.Findings, ShowFindings: true, PlatformFacts: facts})
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, "\n```mermaid\n"); err != nil {
		return err
	}
	if err := model.Mermaid(w, graph.Tenants); err != nil {
		return err
	}
	_, err = io.WriteString(w, "```\n")
	return err
}
