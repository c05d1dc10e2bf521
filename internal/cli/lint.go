package cli

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/tenantlint/tenantlint/internal/config"
	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/git"
	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/report/sarif"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/secret"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/wording"
)

// lint is the command that checks manifests.
func (s *session) lint(ctx *cli.Context) error {
	return s.withProfile(ctx, func() error { return s.runLint(ctx, nil) })
}

// runLint finds, reads and evaluates the manifests, and writes the reports. adjust may change the options for another
// command; it may be nil.
func (s *session) runLint(ctx *cli.Context, adjust func(*lint.Options)) error {
	stats := newStats(ctx)
	options, err := s.options(ctx)
	if err != nil {
		return err
	}
	if adjust != nil {
		adjust(&options)
	}
	if ctx.Bool("list-files") {
		return s.listFiles(ctx, options)
	}
	targets, err := s.targets(ctx)
	if err != nil {
		return err
	}
	if ctx.Bool("null") {
		return usagef("--null is for the names of --list-files")
	}
	flags := options.Rules
	settings, err := s.configure(ctx, &options)
	if err == nil {
		err = s.applyAcceptance(ctx, settings, &options)
	}
	if err != nil {
		return s.reportFailure(ctx, targets, err)
	}
	outputs, err := s.outputs(ctx, targets)
	if err == nil {
		err = s.checkOutputs(ctx, outputs, settings, nil)
	}
	if err != nil {
		return err
	}
	failOn, minLevel, err := thresholds(ctx, settings.FailOn)
	if err != nil {
		return err
	}
	if options.Answers, err = s.answers(ctx, options); err != nil {
		return s.reportFailure(ctx, targets, err)
	}
	if options.Against, err = s.against(ctx, &options, flags, settings); err != nil {
		return s.reportFailure(ctx, targets, err)
	}
	located := s.locateRepository(ctx.Context, targets)
	stats.Lap("start")
	options.Stats = stats
	progress, stop := s.startProgress()
	options.Progress = progress
	result, err := lint.Run(ctx.Context, options)
	stop()
	if err != nil {
		return s.reportFailure(ctx, targets, err)
	}
	run := &result.Run
	run.Version, run.FailOn = version(), failOn
	run.Repository, run.Pipeline = located(), s.pipeline()
	isHidden := func(f finding.Finding) bool { return f.Level < minLevel }
	run.Findings, run.Known = slices.DeleteFunc(run.Findings, isHidden), slices.DeleteFunc(run.Known, isHidden)
	run.Suppressed = slices.DeleteFunc(run.Suppressed, func(f finding.Suppressed) bool { return isHidden(f.Finding) })
	if slices.ContainsFunc(run.Findings, func(f finding.Finding) bool { return f.Level >= failOn }) {
		run.ExitCode = Findings
	}
	switch {
	case ctx.Bool("verbose"):
		s.logVerbose(result, settings)
	case !ctx.Bool("quiet"):
		s.logSkipped(slices.DeleteFunc(slices.Clone(result.Skips), func(skip source.Skip) bool { return !skip.Explicit }))
	}
	if err := s.recheckOutputs(ctx, targets, settings, result); err != nil {
		return err
	}
	if err := s.storeBaseline(ctx, settings, &options, result); err != nil {
		return err
	}
	quiet := ctx.Bool("quiet") && len(run.Findings) == 0
	outputOptions := s.outputOptions(ctx.String("color"))
	outputOptions.Dir = s.relativeDir()
	outputOptions.Accepted, outputOptions.All, outputOptions.Statistics = ctx.Bool("sarif-suppressed"), ctx.Bool("all"), ctx.Bool("statistics")
	err = s.deliver(ctx.Context, targets, func(w io.Writer, t target) error {
		switch {
		case t.path != "":
			return t.format.Write(w, run, report.Options{Accepted: outputOptions.Accepted, All: outputOptions.All, Dir: outputOptions.Dir})
		case quiet && t.format.Name == formats()[0].Name:
			return nil
		}
		return t.format.Write(w, run, outputOptions)
	})
	if err == nil {
		err = s.summarize(run, targets)
	}
	if err == nil && stats != nil {
		stats.Lap("report")
		s.printStats(run, stats, ctx.Bool("verbose"))
	}
	if err == nil && run.ExitCode == Findings {
		return errFindings
	}
	return err
}

// relativeDir returns the path of the working folder below the root, with slashes. It is empty at the root and outside
// it.
func (s *session) relativeDir() string {
	rel, err := filepath.Rel(source.Root(s.Dir), s.Dir)
	if err != nil || rel == "." || !filepath.IsLocal(rel) {
		return ""
	}
	return filepath.ToSlash(rel)
}

// listFiles implements lint --list-files.
func (s *session) listFiles(ctx *cli.Context, options lint.Options) error {
	if _, err := s.configure(ctx, &options); err != nil {
		return err
	}
	files, skips, err := lint.List(ctx.Context, options)
	if err != nil {
		return s.explainNothing(ctx, err)
	}
	if ctx.Bool("verbose") {
		s.logSkipped(skips)
	}
	return s.print(func(w io.Writer) error {
		dir := s.relativeDir()
		for _, file := range files {
			line := report.Relative(dir, file)
			if ctx.Bool("null") {
				line += "\x00" // for programs, which need the exact name
			} else {
				line = harmless.Line(line) + "\n"
			}
			if _, err := io.WriteString(w, line); err != nil {
				return err
			}
		}
		return nil
	})
}

// input is the command that prints the input of the policies.
func (s *session) input(ctx *cli.Context) error {
	options, err := s.options(ctx)
	if err != nil {
		return err
	}
	if _, err := s.configure(ctx, &options); err != nil {
		return err
	}
	i, n, err := parseShard(ctx.String("shard"))
	if err != nil {
		return err
	}
	text, err := lint.Input(ctx.Context, options, i, n)
	if err != nil {
		return err
	}
	return s.print(func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "%s\n", strings.TrimSpace(string(text)))
		return err
	})
}

// shardOptions returns the flags of input.
func shardOptions() []option {
	return append(
		inputOptions(),
		option{
			name:    "shard",
			value:   "I/N",
			group:   groupInput,
			summary: "print shard I of N; all shards together have the findings of the topology",
		},
	)
}

// parseShard parses the value of --shard. It returns the index of the shard, counted from 0 as in topology.Input, and
// the number of shards.
func parseShard(value string) (i, n int, err error) {
	if value == "" {
		return 0, 1, nil
	}
	first, second, _ := strings.Cut(value, "/")
	i, errFirst := strconv.Atoi(first)
	n, errSecond := strconv.Atoi(second)
	if errFirst != nil || errSecond != nil || i < 1 || i > n || n > maxShards {
		return 0, 0, usagef("invalid value %q for --shard: want I/N, such as 1/2 and 2/2, with N up to %d", value, maxShards)
	}
	return i - 1, n, nil
}

// maxShards is the maximum number of shards; no table worth splitting has as many rows.
const maxShards = 100_000

// options reads the flags that lint and input share, and those that only lint has.
func (s *session) options(ctx *cli.Context) (lint.Options, error) {
	o := lint.Options{
		Find: source.FindOptions{
			Dir:         s.Dir,
			Paths:       ctx.Args().Slice(),
			Exclude:     flagValues(ctx, "exclude"),
			TrackedOnly: ctx.Bool("tracked-only"),
			GitIndex:    s.getenv(git.IndexVariable),
			StdinName:   ctx.String("stdin-filename"),
		},
		Stdin:      s.Stdin,
		Explain:    ctx.Bool("verbose"),
		AllowEmpty: ctx.Bool("allow-empty"),
		Rules: rule.Selection{
			Enable:   splitValues(ctx, "enable"),
			Disable:  splitValues(ctx, "disable"),
			Only:     splitValues(ctx, "only"),
			Severity: map[string]problem.Level{},
		},
	}
	if s.line.has("stdin-filename") && !slices.Contains(o.Find.Paths, "-") {
		return o, usagef(`--stdin-filename names what "-" stands for; name "-" among the paths`)
	}
	for _, name := range o.Rules.Enable {
		if slices.Contains(o.Rules.Disable, name) {
			return o, usagef("%q is both enabled and disabled; leave one out", name)
		}
	}
	for _, pair := range splitValues(ctx, "severity") {
		name, word, ok := strings.Cut(pair, "=")
		if !ok || name == "" {
			return o, usagef("--severity %q is not of the form RULE=LEVEL, as in domain/initial=warning", pair)
		}
		level, err := problem.ParseLevel(word)
		if word == "off" {
			return o, usagef("--severity %q: to switch a rule off use --disable %s", pair, name)
		}
		if err != nil {
			return o, usagef("--severity %q: %v", pair, err)
		}
		if before, ok := o.Rules.Severity[name]; ok && before != level {
			return o, usagef("--severity gives %q two levels, %s and %s", name, before, level)
		}
		o.Rules.Severity[name] = level
	}
	return o, nil
}

// splitValues returns the values of a repeated flag, each of which may be several values separated by commas.
func splitValues(ctx *cli.Context, name string) []string {
	var all []string
	for _, value := range flagValues(ctx, name) {
		for word := range strings.SplitSeq(value, ",") {
			if word = strings.TrimSpace(word); word != "" {
				all = append(all, word)
			}
		}
	}
	return all
}

// thresholds returns the lowest level that fails the run, and the lowest level that is shown. configured is the fail-on
// of the configuration, or empty.
func thresholds(ctx *cli.Context, configured string) (failOn, minLevel problem.Level, err error) {
	failOn, minLevel = problem.Error, problem.Note
	word, origin := ctx.String("fail-on"), "--fail-on"
	if word == "" {
		word, origin = configured, "the configuration's fail-on:"
	}
	if word != "" && word != never {
		if failOn, err = problem.ParseLevel(word); err != nil {
			return 0, 0, err
		}
	}
	if ctx.IsSet("min-severity") {
		if minLevel, err = problem.ParseLevel(ctx.String("min-severity")); err != nil {
			return 0, 0, err
		}
	}
	if minLevel > failOn {
		return 0, 0, usagef("--min-severity %s hides what %s %s fails on", minLevel, origin, failOn)
	}
	if ctx.Bool("exit-zero") || word == never {
		failOn = problem.Error + 1
	}
	return failOn, minLevel, nil
}

// logVerbose writes the settings, and what was read and what was skipped, to standard error.
func (s *session) logVerbose(result *lint.Result, settings *config.Config) {
	for _, setting := range s.settings(settings) {
		if setting.Origin != config.NotSet {
			s.log(fmt.Sprintf("set %s: %s (%s)", setting.Key, setting.Value, setting.Origin))
		}
	}
	if result.Imported != nil {
		for _, f := range result.Imported.Files {
			s.log(fmt.Sprintf("%s: %s", f.Path, f.String()))
		}
	}
	n := result.Run.Totals
	s.log(
		fmt.Sprintf(
			"read %s in %s; %s of YAML or JSON without a manifest",
			pluralize(n.Manifests, "manifest"),
			pluralize(n.Files, "file"),
			pluralize(n.SkippedFiles, "file"),
		),
	)
	if result.Others > 0 {
		s.log(fmt.Sprintf("skipped %s whose extension is neither YAML nor JSON", pluralize(result.Others, "file")))
	}
	s.logSkipped(result.Skips)
	s.logUnchecked(&result.Run.Unchecked)
	for _, notice := range result.Run.Notices {
		if notice.Path == "" {
			s.log(notice.Message)
		} else {
			s.log(fmt.Sprintf("%q: %s", notice.Path, notice.Message))
		}
	}
}

// logUnchecked writes to standard error which rules had nothing to check, and which fields are unknown.
func (s *session) logUnchecked(u *result.Unchecked) {
	if len(u.Rules) > 0 {
		ids := make([]string, len(u.Rules))
		for i, rule := range u.Rules {
			ids[i] = rule.ID
		}
		s.log(wording.Count(len(ids), "rule") + " had nothing to check: " + strings.Join(ids, ", "))
	}
	for _, f := range u.Fields {
		at := f.File.Position(f.Span.Start)
		s.log(fmt.Sprintf("field %q is unknown (%q:%d:%d)", f.Name, f.File.Path, at.Line, at.Column))
	}
}

// logSkipped writes to standard error what was skipped and why.
func (s *session) logSkipped(skips []source.Skip) {
	for _, skip := range skips {
		s.log(fmt.Sprintf("skipped %q: %s", skip.Path, skip.Reason))
	}
}

// explainNothing returns the given error. If it says that there was nothing to check, it also logs what was skipped
// with --verbose.
func (s *session) explainNothing(ctx *cli.Context, failure error) error {
	if nothing, ok := errors.AsType[*lint.NothingToCheckError](failure); ok && ctx.Bool("verbose") {
		s.logSkipped(nothing.Skips)
	}
	return failure
}

func pluralize(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// reportFailure returns the error of a run, and writes it to the SARIF log if one was requested, so that a missing log
// is not mistaken for a clean run.
func (s *session) reportFailure(ctx *cli.Context, targets []target, failure error) error {
	if ctx.Err() != nil || errors.Is(failure, lint.ErrNothingToCheck) {
		return s.explainNothing(ctx, failure)
	}
	logs := slices.DeleteFunc(targets, func(t target) bool { return t.format.Name != sarifName })
	if len(logs) == 0 {
		return failure
	}
	run := &result.Run{Version: version(), Rules: policy.Rules()}
	run.Repository, run.Pipeline = s.locateRepository(ctx.Context, logs)(), s.pipeline()
	err := s.deliver(ctx.Context, logs, func(w io.Writer, _ target) error {
		return sarif.WriteFailure(w, run, secret.Redact(failure.Error()))
	})
	if err != nil {
		return fmt.Errorf("%w\n%w", failure, err)
	}
	return failure
}
