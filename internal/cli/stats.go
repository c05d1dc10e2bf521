package cli

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/timing"
)

// slowestRules is the number of rules that --stats shows.
const slowestRules = 10

// newStats returns the stats that the run records for --stats, starting now, or nil without that flag.
func newStats(ctx *cli.Context) *lint.Stats {
	if !ctx.Bool("stats") {
		return nil
	}
	return lint.NewStats(time.Now)
}

// printStats writes to standard error what a run read and how long it took.
func (s *session) printStats(run *result.Run, stats *lint.Stats, all bool) {
	var b strings.Builder
	columns(&b, func(row func(cells ...string)) {
		row("files", strconv.Itoa(stats.Files))
		row("documents", strconv.Itoa(stats.Documents))
		row("bytes", strconv.FormatInt(stats.Bytes, 10))
	})
	b.WriteString("\n")
	stages := stats.Stages()
	columns(&b, func(row func(cells ...string)) {
		row("stage", "        time", "  share")
		for _, stage := range stages {
			row(stage.Name, milliseconds(stage.Time), share(stage.Time, stages.Total()))
		}
		row("total", milliseconds(stages.Total()), share(stages.Total(), stages.Total()))
	})
	b.WriteString("\n")
	columns(&b, func(row func(cells ...string)) { ruleTimes(row, run, stats.Rules, all) })
	b.WriteString("\n  A stage is measured in wall time, a rule in time summed over the workers.\n")
	_, _ = io.WriteString(s.Stderr, b.String()) // a failed write cannot be reported
}

// ruleTimes writes a row for each rule, or for the slowest ones and the sum of the others.
func ruleTimes(row func(cells ...string), run *result.Run, rules timing.Laps, all bool) {
	rules = slices.Clone(rules)
	slices.SortFunc(rules, func(a, b timing.Lap) int {
		return cmp.Or(cmp.Compare(b.Time, a.Time), strings.Compare(a.Name, b.Name))
	})
	found := map[string]int{}
	for _, f := range run.Findings {
		found[f.Rule.ID]++
	}
	line := func(name string, took time.Duration, findings int) {
		row(name, milliseconds(took), share(took, rules.Total()), fmt.Sprintf("%8d", findings))
	}
	row("rule", "        time", "  share", "findings")
	shown := rules
	if !all {
		shown = rules[:min(slowestRules, len(rules))]
	}
	for _, rule := range shown {
		line(rule.Name, rule.Time, found[rule.Name])
	}
	if rest := rules[len(shown):]; len(rest) > 0 {
		findings := 0
		for _, rule := range rest {
			findings += found[rule.Name]
		}
		line(pluralize(len(rest), "other rule"), rest.Total(), findings)
	}
	idle := slices.DeleteFunc(slices.Clone(run.Rules), func(r *rule.Rule) bool {
		return policy.IsNative(r.ID) || slices.ContainsFunc(rules, func(l timing.Lap) bool { return l.Name == r.ID })
	})
	if len(idle) > 0 {
		row(pluralize(len(idle), "rule") + " with nothing to check")
	}
}

func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%9.2f ms", float64(d)/float64(time.Millisecond))
}

func share(part, total time.Duration) string {
	if total == 0 {
		return "      -"
	}
	return fmt.Sprintf("%5.1f %%", 100*float64(part)/float64(total))
}
