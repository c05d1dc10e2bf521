package cli

import (
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/tenantlint/tenantlint/internal/drift"
	"github.com/tenantlint/tenantlint/internal/importer"
	"github.com/tenantlint/tenantlint/internal/lint"
)

// nonDriftFlags contains the flags of lint that make no sense for a comparison with exports.
var nonDriftFlags = map[string]bool{
	"list-files":     true,
	"null":           true,
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
		case nonDriftFlags[o.name]:
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
	return s.withProfile(ctx, func() error {
		words := ctx.Args().Slice()
		exports, paths := words[:len(words)-s.line.afterDashes], words[len(words)-s.line.afterDashes:]
		if len(exports) == 0 {
			return &usageError{`drift needs exports: name files, folders, or "-" for standard input`, "drift"}
		}
		files, err := s.readExports(exports)
		if err != nil {
			return err
		}
		return s.runLint(ctx, func(o *lint.Options) {
			o.Find.Paths = paths
			o.Live = &drift.Exports{Files: files, Tenant: ctx.String("tenant"), From: ctx.String("from"), All: ctx.Bool("all")}
		})
	})
}

// againstExports reads the exports at the path that --against names.
func (s *session) againstExports(path string) (*drift.Exports, error) {
	files, err := s.readExports([]string{path})
	if err != nil {
		return nil, err
	}
	return &drift.Exports{Files: files}, nil
}

// isPathLike reports whether a word is written as a path: "./main" is a folder, "main" is a branch.
func isPathLike(word string) bool {
	return strings.HasPrefix(word, "./") || strings.HasPrefix(word, "../") || strings.HasPrefix(word, "/") || strings.HasPrefix(word, `.\`) ||
		strings.HasSuffix(word, "/")
}
