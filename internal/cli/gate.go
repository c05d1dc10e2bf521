package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/tenantlint/tenantlint/internal/config"
	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/gate"
	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/revision"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/source"
)

// snapshot contains the configuration, baseline and policies of a revision, extracted to a temporary folder.
type snapshot struct {
	dir      string
	config   *config.Config
	baseline *finding.Baseline       // nil if there was none
	policies map[string]*source.File // by path
}

func (s *snapshot) close() { _ = os.RemoveAll(s.dir) } // on failure the system cleans up its temporary files

// takeSnapshot reads the configuration, baseline and policies of a revision. It extracts them to a temporary folder,
// because policies are loaded from folders.
func (s *session) takeSnapshot(ctx context.Context, rev *revision.Revision, extra ...policy.Folder) (*snapshot, error) {
	entries, err := rev.Entries(ctx)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "tenantlint-")
	if err != nil {
		return nil, fmt.Errorf("a folder for the configuration of the revision cannot be made: %w", cause(err))
	}
	snap := &snapshot{dir: dir, policies: map[string]*source.File{}}
	if err := snap.read(ctx, rev, entries, extra); err != nil {
		snap.close()
		return nil, err
	}
	return snap, nil
}

func (s *snapshot) read(ctx context.Context, rev *revision.Revision, entries []revision.Entry, extra []policy.Folder) (err error) {
	file, err := s.extract(ctx, rev, entries, func(p string) bool { return p == source.ConfigName })
	if err != nil || len(file) == 0 {
		if err == nil {
			s.config, err = config.Default(extra...)
		}
		return err
	}
	doc, _ := manifest.ParseTree(file[0], manifest.DefaultLimits())
	if doc == nil {
		return errors.New("the configuration of the revision does not parse; name a later one")
	}
	var folders []string
	if list := doc.Root.Get("policies"); list != nil {
		for _, item := range list.Items {
			folders = append(folders, path.Clean(filepath.ToSlash(item.Text)))
		}
	}
	baseline := ""
	if n := doc.Root.Get("baseline"); n != nil {
		baseline = path.Clean(filepath.ToSlash(n.Text))
	}
	copied, err := s.extract(ctx, rev, entries, func(p string) bool {
		return p == baseline || slices.ContainsFunc(folders, func(f string) bool { return f == "." || strings.HasPrefix(p, f+"/") })
	})
	if err != nil {
		return err
	}
	for _, f := range copied {
		switch {
		case f.Path == baseline:
			if s.baseline, err = finding.ReadBaseline(f); err != nil {
				return err
			}
		case path.Ext(f.Path) == ".rego":
			s.policies[f.Path] = f
		}
	}
	if s.config, err = config.Load(s.dir, "", extra...); err != nil {
		return fmt.Errorf("the configuration of the revision cannot be used: %w", err)
	}
	return nil
}

// extract reads the entries for whose paths keep returns true, and writes them to the folder.
func (s *snapshot) extract(
	ctx context.Context,
	rev *revision.Revision,
	entries []revision.Entry,
	keep func(string) bool,
) ([]*source.File, error) {
	files, _, err := rev.Read(
		ctx,
		slices.DeleteFunc(slices.Clone(entries), func(e revision.Entry) bool { return !keep(e.Path) }),
		maxSnapshotFile,
	)
	for _, f := range files {
		abs := filepath.Join(s.dir, filepath.FromSlash(f.Path))
		if err == nil {
			err = os.MkdirAll(filepath.Dir(abs), 0o700)
		}
		if err == nil {
			err = os.WriteFile(abs, f.Data, 0o600)
		}
	}
	return files, err
}

// maxSnapshotFile is the maximum size in bytes of a baseline or policy.
const maxSnapshotFile = 64 << 20

// configFrom reads the configuration of a revision, with its policies and its baseline.
func (s *session) configFrom(ctx *cli.Context, name string, extra ...policy.Folder) (*config.Config, error) {
	rev, err := revision.Open(ctx.Context, source.Root(s.Dir), "--config-from", name)
	if err != nil {
		return nil, err
	}
	snap, err := s.takeSnapshot(ctx.Context, rev, extra...)
	if err != nil {
		return nil, err
	}
	snap.close() // everything has been read
	s.baseSnapshot = snap
	return snap.config, nil
}

// addGate adds to the earlier state what the change does to its own check. The command line and the configuration of
// the earlier state decide whether that is reported, and at which level.
func (s *session) addGate(ctx *cli.Context, a *lint.Against, base *snapshot, flags rule.Selection, settings *config.Config) error {
	rules, levels, err := flags.Over(base.config.Rules, settings.Set.Rules()).Apply(settings.Set.Rules())
	if err != nil {
		return err
	}
	i := slices.IndexFunc(rules, func(r *rule.Rule) bool { return r.ID == gate.Rule })
	if i < 0 {
		return nil
	}
	gateRule := *rules[i]
	if level, ok := levels[gate.Rule]; ok {
		gateRule.Level = level
	}
	a.GateRule = &gateRule
	if ctx.String("config-from") != "" || ctx.String("config") != "" {
		return nil // the change cannot affect this configuration
	}
	a.Gate = gate.Configuration(base.config, settings, settings.Set)
	if settings.Baseline != "" && ctx.String("baseline") == "" {
		file, err := source.Read(s.displayPath(settings.Baseline), settings.Baseline, maxSnapshotFile)
		if err != nil {
			return err
		}
		b, err := finding.ReadBaseline(file)
		if err != nil {
			return err
		}
		a.Gate = append(a.Gate, gate.Baseline(base.baseline, b, file)...)
	}
	current := map[string]*source.File{}
	for p := range base.policies {
		f, err := source.Read(p, filepath.Join(source.Root(s.Dir), filepath.FromSlash(p)), maxSnapshotFile)
		switch {
		case err == nil:
			current[p] = f
		case !errors.Is(err, fs.ErrNotExist):
			return err
		}
	}
	a.Gate = append(a.Gate, gate.Policies(base.policies, current)...)
	return nil
}
