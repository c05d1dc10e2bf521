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
	return s.profiled(ctx, func() error { return s.check(ctx, nil) })
}

// check finds, reads and evaluates the manifests, and reports. What a command has of its own it puts into the
// options.
func (s *session) check(ctx *cli.Context, adjust func(*lint.Options)) error {
	stats := measured(ctx)
	options, err := s.options(ctx)
	if err != nil {
		return err
	}
	if adjust != nil {
		adjust(&options)
	}
	if ctx.Bool("list-files") {
		return s.list(ctx, options)
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
		return s.failed(ctx, targets, err)
	}
	outputs, err := s.outputs(ctx, targets)
	if err == nil {
		err = s.guarded(ctx, outputs, settings, nil)
	}
	if err != nil {
		return err
	}
	failOn, least, err := thresholds(ctx, settings.FailOn)
	if err != nil {
		return err
	}
	if options.Answers, err = s.answers(ctx, options); err != nil {
		return s.failed(ctx, targets, err)
	}
	if options.Against, err = s.against(ctx, &options, flags, settings); err != nil {
		return s.failed(ctx, targets, err)
	}
	located := s.locating(ctx.Context, targets)
	stats.Lap("start")
	options.Stats = stats
	progress, stop := s.watched()
	options.Progress = progress
	result, err := lint.Run(ctx.Context, options)
	stop()
	if err != nil {
		return s.failed(ctx, targets, err)
	}
	run := &result.Run
	run.Version, run.FailOn = version(), failOn
	run.Repository, run.Pipeline = located(), s.pipeline()
	low := func(f finding.Finding) bool { return f.Level < least }
	run.Findings, run.Known = slices.DeleteFunc(run.Findings, low), slices.DeleteFunc(run.Known, low)
	run.Suppressed = slices.DeleteFunc(run.Suppressed, func(f finding.Suppressed) bool { return low(f.Finding) })
	if slices.ContainsFunc(run.Findings, func(f finding.Finding) bool { return f.Level >= failOn }) {
		run.ExitCode = Findings
	}
	switch {
	case ctx.Bool("verbose"):
		s.logVerbose(result, settings)
	case !ctx.Bool("quiet"):
		s.skipped(slices.DeleteFunc(slices.Clone(result.Skips), func(skip source.Skip) bool { return !skip.Explicit }))
	}
	if err := s.allowed(ctx, targets, settings, result); err != nil {
		return err
	}
	if err := s.storeBaseline(ctx, settings, &options, result); err != nil {
		return err
	}
	quiet := ctx.Bool("quiet") && len(run.Findings) == 0
	outputOptions := s.outputOptions(ctx.String("color"))
	outputOptions.Dir = s.below()
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

// below is the working folder where it is below the root, with slashes; else it is empty.
func (s *session) below() string {
	rel, err := filepath.Rel(source.Root(s.Dir), s.Dir)
	if err != nil || rel == "." || !filepath.IsLocal(rel) {
		return ""
	}
	return filepath.ToSlash(rel)
}

// list is lint --list-files.
func (s *session) list(ctx *cli.Context, options lint.Options) error {
	if _, err := s.configure(ctx, &options); err != nil {
		return err
	}
	files, skips, err := lint.List(ctx.Context, options)
	if err != nil {
		return s.unchecked(ctx, err)
	}
	if ctx.Bool("verbose") {
		s.skipped(skips)
	}
	return s.print(func(w io.Writer) error {
		dir := s.below()
		for _, file := range files {
			line := report.Relative(dir, file)
			if ctx.Bool("null") {
				line += "\x00" // for programs, which need the name as it is
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

// input is the command that shows what policies see.
func (s *session) input(ctx *cli.Context) error {
	options, err := s.options(ctx)
	if err != nil {
		return err
	}
	if _, err := s.configure(ctx, &options); err != nil {
		return err
	}
	i, n, err := shard(ctx.String("shard"))
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

// shardOptions are the flags of input.
func shardOptions() []option {
	return append(
		inputOptions(),
		option{
			name:    "shard",
			value:   "I/N",
			group:   groupInput,
			summary: "print shard I of N; the findings of all shards together are those of the whole",
		},
	)
}

// shard reads which shard of how many is requested, as topology.Input counts them.
func shard(value string) (i, n int, err error) {
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

// maxShards is more than the rows of any table that is worth splitting.
const maxShards = 100_000

// options reads the flags that lint and input share, and those that only lint has.
func (s *session) options(ctx *cli.Context) (lint.Options, error) {
	o := lint.Options{
		Find: source.FindOptions{
			Dir:         s.Dir,
			Paths:       ctx.Args().Slice(),
			Exclude:     repeated(ctx, "exclude"),
			TrackedOnly: ctx.Bool("tracked-only"),
			GitIndex:    s.variable(git.IndexVariable),
			StdinName:   ctx.String("stdin-filename"),
		},
		Stdin:      s.Stdin,
		Explain:    ctx.Bool("verbose"),
		AllowEmpty: ctx.Bool("allow-empty"),
		Rules: rule.Selection{
			Enable:   listed(ctx, "enable"),
			Disable:  listed(ctx, "disable"),
			Only:     listed(ctx, "only"),
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
	for _, pair := range listed(ctx, "severity") {
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

// listed returns the values of a repeated flag, each of which may hold several, split by commas.
func listed(ctx *cli.Context, name string) []string {
	var all []string
	for _, value := range repeated(ctx, name) {
		for word := range strings.SplitSeq(value, ",") {
			if word = strings.TrimSpace(word); word != "" {
				all = append(all, word)
			}
		}
	}
	return all
}

// thresholds returns the level from which on a finding fails the run, and the lowest that is shown;
// configured is what the configuration fails on, if it says so.
func thresholds(ctx *cli.Context, configured string) (failOn, least problem.Level, err error) {
	failOn, least = problem.Error, problem.Note
	word, as := ctx.String("fail-on"), "--fail-on"
	if word == "" {
		word, as = configured, "the configuration's fail-on:"
	}
	if word != "" && word != never {
		if failOn, err = problem.ParseLevel(word); err != nil {
			return 0, 0, err
		}
	}
	if ctx.IsSet("min-severity") {
		if least, err = problem.ParseLevel(ctx.String("min-severity")); err != nil {
			return 0, 0, err
		}
	}
	if least > failOn {
		return 0, 0, usagef("--min-severity %s hides what %s %s fails on", least, as, failOn)
	}
	if ctx.Bool("exit-zero") || word == never {
		failOn = problem.Error + 1
	}
	return failOn, least, nil
}

// logVerbose says on standard error what was read and what was left out.
func (s *session) logVerbose(result *lint.Result, settings *config.Config) {
	for _, setting := range s.settings(settings) {
		if setting.Origin != config.NotSet {
			s.complain(fmt.Sprintf("set %s: %s (%s)", setting.Key, setting.Value, setting.Origin))
		}
	}
	if result.Imported != nil {
		for _, f := range result.Imported.Files {
			s.complain(fmt.Sprintf("%s: %s", f.Path, f.String()))
		}
	}
	n := result.Run.Totals
	s.complain(
		fmt.Sprintf(
			"read %s in %s; %s of YAML or JSON without a manifest",
			counted(n.Manifests, "manifest"),
			counted(n.Files, "file"),
			counted(n.SkippedFiles, "file"),
		),
	)
	if result.Others > 0 {
		s.complain(fmt.Sprintf("passed over %s that by name are neither YAML nor JSON", counted(result.Others, "file")))
	}
	s.skipped(result.Skips)
	s.unknowns(&result.Run.Unchecked)
	for _, notice := range result.Run.Notices {
		if notice.Path == "" {
			s.complain(notice.Message)
		} else {
			s.complain(fmt.Sprintf("%q: %s", notice.Path, notice.Message))
		}
	}
}

// unknowns says on standard error which rules had nothing to check, and which fields are unknown.
func (s *session) unknowns(u *result.Unchecked) {
	if len(u.Rules) > 0 {
		ids := make([]string, len(u.Rules))
		for i, rule := range u.Rules {
			ids[i] = rule.ID
		}
		s.complain(wording.Count(len(ids), "rule") + " had nothing to check: " + strings.Join(ids, ", "))
	}
	for _, f := range u.Fields {
		at := f.File.Position(f.Span.Start)
		s.complain(fmt.Sprintf("field %q is unknown (%q:%d:%d)", f.Name, f.File.Path, at.Line, at.Column))
	}
}

// skipped says on standard error what was left out and why.
func (s *session) skipped(skips []source.Skip) {
	for _, skip := range skips {
		s.complain(fmt.Sprintf("skipped %q: %s", skip.Path, skip.Reason))
	}
}

// unchecked returns an error if nothing was checked, and prints why if the user requested details.
func (s *session) unchecked(ctx *cli.Context, failure error) error {
	if nothing, ok := errors.AsType[*lint.NothingToCheckError](failure); ok && ctx.Bool("verbose") {
		s.skipped(nothing.Skips)
	}
	return failure
}

func counted(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// failed returns the error of a run, and writes it to the SARIF log if one was requested, so that a missing log is
// not mistaken for a clean run.
func (s *session) failed(ctx *cli.Context, targets []target, failure error) error {
	if ctx.Err() != nil || errors.Is(failure, lint.ErrNothingToCheck) {
		return s.unchecked(ctx, failure)
	}
	logs := slices.DeleteFunc(targets, func(t target) bool { return t.format.Name != sarifName })
	if len(logs) == 0 {
		return failure
	}
	run := &result.Run{Version: version(), Rules: policy.Rules()}
	run.Repository, run.Pipeline = s.locating(ctx.Context, logs)(), s.pipeline()
	err := s.deliver(ctx.Context, logs, func(w io.Writer, _ target) error {
		return sarif.WriteFailure(w, run, secret.Redact(failure.Error()))
	})
	if err != nil {
		return fmt.Errorf("%w\n%w", failure, err)
	}
	return failure
}
