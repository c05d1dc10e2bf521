package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/wording"
)

// summary writes the closing lines: the findings by rule, what was checked, the number of findings, and how to learn more
// about the rule of the most severe one.
func (t *textReport) summary(run *result.Run) {
	if rows := statistics(run.Findings); len(rows) > 1 {
		t.statistics(rows)
	}
	if len(run.Findings) > 0 {
		t.writeChecked(run)
	}
	t.writeTotals(run)
	if len(run.Findings) > 0 {
		t.printf("Learn more: %s explain %s\n", ToolName, harmless.Text(mostSevere(run.Findings).Rule.ID))
	}
}

// writeChecked writes what was checked.
func (t *textReport) writeChecked(run *result.Run) {
	n := run.Totals
	t.printf(
		"Checked %s in %s%s (%s, %s) against %s%s.\n",
		wording.Count(n.Manifests, "manifest"),
		wording.Count(n.Files, "file"),
		t.underRoot(),
		wording.Count(n.Tenants, "tenant"),
		wording.Count(n.Environments, "environment"),
		rulesSummary(run),
		unknownSummary(run),
	)
}

// writeTotals writes the line that counts the findings.
func (t *textReport) writeTotals(run *result.Run) {
	if len(run.Findings) == 0 {
		t.printf(
			"ok: %s%s, %s, no findings%s%s\n",
			wording.Count(run.Totals.Manifests, "manifest"),
			t.underRoot(),
			rulesSummary(run),
			acceptedSummary(run),
			unknownSummary(run),
		)
	} else {
		t.printf("%s%s.\n", countLevels(run.Findings, t.Options), acceptedSummary(run))
	}
	t.printf("%s", coverageSummary(run.Totals))
	if run.Comparison != nil {
		for _, line := range run.Comparison.Lines() {
			t.printf("%s.\n", strings.ToUpper(line[:1])+harmless.Text(line[1:]))
		}
	}
}

// rulesSummary returns the number of rules of a run, and of those that had nothing to check.
func rulesSummary(run *result.Run) string {
	rules := wording.Count(len(run.Rules), "rule")
	if n := len(run.Unchecked.Rules); n > 0 {
		rules += fmt.Sprintf(" (%d had nothing to check)", n)
	}
	return rules
}

// unknownSummary returns the number of fields listed as unknown, after a semicolon, or "" if there are none.
func unknownSummary(run *result.Run) string {
	if n := len(run.Unchecked.Fields); n > 0 {
		return "; " + wording.Count(n, "field") + " unknown"
	}
	return ""
}

// mostSevere returns the first finding of the highest level.
func mostSevere(findings []finding.Finding) *finding.Finding {
	first := &findings[0]
	for i := range findings {
		if findings[i].Level > first.Level {
			first = &findings[i]
		}
	}
	return first
}

// statistic is the number of findings of one rule and level.
type statistic struct {
	rule           string
	level          problem.Level
	count, fixable int
}

// statistics counts findings by rule and level, the most severe and then the most frequent first.
func statistics(findings []finding.Finding) []statistic {
	type key struct {
		rule  string
		level problem.Level
	}
	index := map[key]int{}
	var rows []statistic
	for i := range findings {
		f := &findings[i]
		k := key{f.Rule.ID, f.Level}
		n, ok := index[k]
		if !ok {
			n = len(rows)
			index[k] = n
			rows = append(rows, statistic{rule: f.Rule.ID, level: f.Level})
		}
		rows[n].count++
		if f.Fix != nil {
			rows[n].fixable++
		}
	}
	slices.SortFunc(rows, func(a, b statistic) int {
		return cmp.Or(cmp.Compare(b.level, a.level), cmp.Compare(b.count, a.count), strings.Compare(a.rule, b.rule))
	})
	return rows
}

// statistics writes a line for each rule and level.
func (t *textReport) statistics(rows []statistic) {
	count, name := 0, 0
	for _, r := range rows {
		count = max(count, len(strconv.Itoa(r.count)))
		name = max(name, len(harmless.Text(r.rule)))
	}
	for _, r := range rows {
		padding := strings.Repeat(" ", len(problem.Warning.String())-len(r.level.String()))
		level := levelColors[r.level].apply(r.level.String(), t.Options) + padding
		line := fmt.Sprintf("  %*d  %s  %s", count, r.count, level, harmless.Text(r.rule))
		if r.fixable > 0 {
			line += strings.Repeat(" ", name-len(harmless.Text(r.rule))) + fmt.Sprintf("  %d fixable", r.fixable)
		}
		t.printf("%s\n", line)
	}
	t.printf("\n")
}

// countLevels returns the number of findings of each level, and of the files that they are in.
func countLevels(findings []finding.Finding, o Options) string {
	c := countFindings(findings)
	var levels []string
	for level := problem.Error; level >= problem.Note; level-- {
		if c.levels[level] > 0 {
			levels = append(levels, levelColors[level].apply(wording.Count(c.levels[level], level.String()), o))
		}
	}
	return strings.Join(levels, ", ") + " in " + wording.Count(c.files, "file")
}
