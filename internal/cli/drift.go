package cli

import (
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/tenantlint/tenantlint/internal/drift"
	"github.com/tenantlint/tenantlint/internal/importer"
	"github.com/tenantlint/tenantlint/internal/lint"
)

// notOfDrift are the flags of lint that make no sense where exports are compared.
var notOfDrift = map[string]bool{
	"list-files":     true,
	"against":        true,
	"findings":       true,
	"new-only":       true,
	"stdin-filename": true,
	"allow-empty":    true,
}

func driftOptions() []option {
	options := []option{
		{name: "tenant", value: "NAME|ID", group: groupInput, summary: "the tenant of exports that do not name one"},
		{name: "from", value: "FORM", values: importer.Forms, closed: true, group: groupInput, summary: "read every file as an export of this form"},
	}
	for _, o := range lintOptions() {
		switch {
		case notOfDrift[o.name]:
			continue
		case o.name == "all":
			o.summary = "include environments that the platform creates and measurements, and show every finding"
		}
		options = append(options, o)
	}
	return options
}

// drift is the command that compares exports with the manifests.
func (s *session) drift(ctx *cli.Context) error {
	return s.profiled(ctx, func() error {
		words := ctx.Args().Slice()
		exports, paths := words[:len(words)-s.line.behind], words[len(words)-s.line.behind:]
		if len(exports) == 0 {
			return &usageError{`drift needs exports: name files, folders, or "-" for standard input`, "drift"}
		}
		files, err := s.exports(exports)
		if err != nil {
			return err
		}
		return s.check(ctx, func(o *lint.Options) {
			o.Find.Paths = paths
			o.Live = &drift.Exports{Files: files, Tenant: ctx.String("tenant"), From: ctx.String("from"), All: ctx.Bool("all")}
		})
	})
}

// exportsOf reads the exports at a path that --against names.
func (s *session) exportsOf(path string) (*drift.Exports, error) {
	files, err := s.exports([]string{path})
	if err != nil {
		return nil, err
	}
	return &drift.Exports{Files: files}, nil
}

// pathLike reports whether a word is written as a path: "./main" is the folder, "main" the branch.
func pathLike(word string) bool {
	return strings.HasPrefix(word, "./") || strings.HasPrefix(word, "../") || strings.HasPrefix(word, "/") || strings.HasPrefix(word, `.\`) ||
		strings.HasSuffix(word, "/")
}
