package cli

import (
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/tenantlint/tenantlint/internal/config"
	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/secret"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/suggest"
)

func configActions() []string { return []string{"show", "verify"} }

// configOptions returns the flags of lint that affect the settings.
func configOptions() []option {
	return slices.DeleteFunc(lintOptions(), func(o option) bool {
		return o.group == groupReport && o.name != "fail-on" && o.name != "baseline"
	})
}

// config is the command that shows and checks the configuration.
func (s *session) config(ctx *cli.Context) error {
	word := cmp.Or(ctx.Args().First(), "show")
	if !slices.Contains(configActions(), word) {
		near, ok := suggest.Nearest(word, configActions())
		return usagef("config takes %s, not %q%s", strings.Join(configActions(), " or "), word, didYouMean(near, ok))
	}
	c, err := s.loadConfig(ctx)
	if err != nil {
		return err
	}
	if word == "show" {
		return s.print(func(w io.Writer) error { return writeSettings(w, s.settings(c)) })
	}
	if _, err := s.baseline(ctx, c); err != nil {
		return err
	}
	message := "no configuration; all settings have their defaults"
	if c.File != nil {
		message = "ok: " + c.File.Path
	}
	return s.print(func(w io.Writer) error {
		_, err := fmt.Fprintln(w, message)
		return err
	})
}

// loadConfig reads the configuration that the flags select.
func (s *session) loadConfig(ctx *cli.Context) (*config.Config, error) {
	var folders []policy.Folder
	for _, name := range flagValues(ctx, "policy") {
		folders = append(folders, s.folder(name))
	}
	if ctx.Bool("no-config") {
		return config.Default(folders...)
	}
	if name := ctx.String("config-from"); name != "" {
		return s.configFrom(ctx, name, folders...)
	}
	return config.Load(s.Dir, ctx.String("config"), folders...)
}

// configure adds the configuration to the options. Options set by flags take precedence.
func (s *session) configure(ctx *cli.Context, o *lint.Options) (*config.Config, error) {
	c, err := s.loadConfig(ctx)
	if err != nil {
		return nil, err
	}
	o.Find.Include = c.Include
	o.Find.Exclude = slices.Concat(c.Exclude, o.Find.Exclude, config.Fixtures(source.Root(s.Dir), c.Policies))
	o.Set = c.Set
	if c.File != nil {
		o.Settings = append(o.Settings, c.File)
	}
	o.Rules = o.Rules.Over(c.Rules, c.Set.Rules())
	o.Locations, o.Residency, o.Suppressions = c.Locations, c.Residency, c.Suppressions
	return c, nil
}

// applyAcceptance sets the suppressions, the baseline and the date by which suppressions expire.
func (s *session) applyAcceptance(ctx *cli.Context, c *config.Config, o *lint.Options) (err error) {
	o.NoIgnores = ctx.Bool("no-ignores")
	o.Partial = s.isPartial(o.Find.Paths)
	o.WriteBaseline = ctx.IsSet("write-baseline")
	if o.Today, err = today(ctx); err == nil && !o.WriteBaseline {
		if o.Baseline, err = s.baseline(ctx, c); o.Baseline != nil {
			o.Settings = append(o.Settings, o.Baseline.File)
		}
	}
	return err
}

// today returns the date of --today, or the current one, as YYYY-MM-DD.
func today(ctx *cli.Context) (string, error) {
	day := ctx.String("today")
	if day == "" {
		return time.Now().Format(time.DateOnly), nil
	}
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return "", usagef("invalid value %q for --today: want YYYY-MM-DD, such as 2027-01-31", day)
	}
	return day, nil
}

// isPartial reports whether the paths leave out files below the root. If a configuration or a repository marks the
// root, all files below it are read, whatever the paths are.
func (s *session) isPartial(paths []string) bool {
	root := source.Root(s.Dir)
	return len(paths) > 0 && !source.IsRoot(root) && !slices.ContainsFunc(paths, func(path string) bool { return s.abs(path) == root })
}

// abs returns the absolute path of a file or folder that the user named.
func (s *session) abs(path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(s.Dir, path)
}

// baseline reads the baseline that the flags or the configuration name, or returns nil if there is none.
func (s *session) baseline(ctx *cli.Context, c *config.Config) (*finding.Baseline, error) {
	if name := ctx.String("baseline"); name != "" {
		return finding.LoadBaseline(filepath.ToSlash(name), s.abs(name))
	}
	if s.baseSnapshot != nil {
		return s.baseSnapshot.baseline, nil
	}
	if c.Baseline == "" {
		return nil, nil
	}
	return finding.LoadBaseline(s.displayPath(c.Baseline), c.Baseline)
}

// storeBaseline writes the new baseline, if one was requested, and reports entries of the old one that no longer
// match.
func (s *session) storeBaseline(ctx *cli.Context, c *config.Config, o *lint.Options, result *lint.Result) error {
	if b := result.Baseline; b != nil {
		return s.writeBaseline(ctx, b)
	}
	n := len(result.Run.Stale)
	if ctx.Bool("prune-baseline") {
		return s.pruneBaseline(ctx, c, o, result)
	}
	if n > 0 && !ctx.Bool("quiet") {
		message := fmt.Sprintf("%d entries of the baseline no longer match a finding", n)
		if n == 1 {
			message = "1 entry of the baseline no longer matches a finding"
		}
		s.log(message + "; to remove stale entries: --prune-baseline")
	}
	return nil
}

// writeBaseline writes a baseline, and reports how it differs from the existing one.
func (s *session) writeBaseline(ctx *cli.Context, b *finding.Baseline) error {
	name := ctx.String("write-baseline")
	previous, _ := finding.LoadBaseline(name, s.abs(name)) // an unreadable baseline counts as empty
	if err := s.saveTo(ctx.Context, "baseline", name, b.Write); err != nil {
		return err
	}
	if added, dropped := b.Compare(previous); !ctx.Bool("quiet") && (previous != nil || added > 0) {
		s.log(fmt.Sprintf("baseline %q: %d added, %d dropped, %d kept", filepath.ToSlash(name), added, dropped, b.Len()-added))
	}
	return nil
}

// pruneBaseline removes the entries that no longer match a finding from the baseline in use.
func (s *session) pruneBaseline(ctx *cli.Context, c *config.Config, o *lint.Options, result *lint.Result) error {
	name := cmp.Or(ctx.String("baseline"), c.Baseline)
	switch n := len(result.Run.Stale); {
	case o.Baseline == nil:
		return usagef("--prune-baseline needs a baseline; add --baseline FILE")
	case o.Partial:
		return usagef("--prune-baseline cannot tell what is gone from a part of the files; leave the paths out")
	case n == 0:
		s.log(fmt.Sprintf("baseline %q: nothing to drop", s.displayPath(name)))
		return nil
	default:
		if err := s.saveTo(ctx.Context, "baseline", name, o.Baseline.Without(result.Run.Stale).Write); err != nil {
			return err
		}
		s.log(fmt.Sprintf("baseline %q: %d dropped, %d kept", s.displayPath(name), n, o.Baseline.Len()-n))
		result.Run.Stale = nil
		return nil
	}
}

// displayPath returns the path of a file for messages, relative to the root if the file is below it.
func (s *session) displayPath(name string) string {
	if rel, err := filepath.Rel(source.Root(s.Dir), name); err == nil && filepath.IsAbs(name) && filepath.IsLocal(rel) {
		name = rel
	}
	return filepath.ToSlash(name)
}

// settings returns the effective settings and where each was set.
func (s *session) settings(c *config.Config) []config.Setting {
	var flags []config.Setting
	for _, f := range s.line.flags {
		if f.option.group != groupReport || f.option.name == "fail-on" || f.option.name == "baseline" {
			flags = append(flags, config.Setting{Key: f.option.name, Value: f.value, Origin: f.origin})
		}
	}
	return c.Settings(flags)
}

// writeSettings writes one setting per line in aligned columns.
func writeSettings(w io.Writer, settings []config.Setting) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, setting := range settings {
		if _, err := fmt.Fprintf(
			t,
			"%s\t%s\t%s\n",
			setting.Key,
			harmless.Line(secret.Redact(setting.Value)),
			harmless.Line(setting.Origin),
		); err != nil {
			return err
		}
	}
	return t.Flush()
}
