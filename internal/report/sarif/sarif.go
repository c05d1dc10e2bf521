// Package sarif writes a run as SARIF 2.1.0, for code scanning and for viewers. It implements the standard and respects the
// limits of the services that read it; findings themselves are defined by package finding.
package sarif

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/wording"
)

// maxResults is the number of results that GitHub and GitLab keep for a run. GitHub rejects files with more than 25,000.
const maxResults = 5000

// exitFailure is the exit code of a run that could not complete.
const exitFailure = 2

// exitCodes describes the exit codes of a run.
var exitCodes = map[int]string{
	0:           "No finding fails the run.",
	1:           "Findings fail the run.",
	exitFailure: "The run failed.",
	3:           "There was nothing to check.",
}

// Write writes a run that has checked its files, with or without findings. Findings that are suppressed or in the baseline
// are left out unless o.Accepted is set, because code scanning opens alerts even for suppressed results.
func Write(w io.Writer, run *result.Run, o report.Options) error {
	b := newBuilder(run)
	entries := newEntries(run, o.Accepted)
	shown := mostSevere(entries)
	for _, p := range shown {
		b.result(&entries[p.entry], p.location)
	}
	out := newLog(run)
	r := &out.Runs[0]
	if len(b.objects) > 0 {
		r.LogicalLocations = b.objects
	}
	r.Invocations = []invocation{newInvocation(run.ExitCode, b.notifications(run, entries, len(shown)))}
	return b.write(w, out)
}

// write writes a log, adding the rules, the kinds of notification and the results to its only run.
func (b *builder) write(w io.Writer, out *log) error {
	rules := make([]report.EncodedLine, len(b.rules))
	for i := range b.rules {
		line, err := b.rules[i].encode()
		if err != nil {
			return err
		}
		rules[i] = line
	}
	return report.WriteJSON(
		w,
		out,
		report.List{Empty: `"rules": []`, Len: len(rules), Item: func(i int) any { return rules[i] }},
		report.List{
			Empty: `"notifications": []`,
			Len:   len(notificationKinds),
			Item:  func(i int) any { return preparedDescriptors()[notificationKinds[i].ID] },
		},
		report.List{Empty: `"results": []`, Len: len(b.results), Item: func(i int) any { return &b.results[i] }},
	)
}

// WriteFailure writes a run that could not complete, for the reason given in message. run may contain only what is known:
// the version, the rules, and where it ran. Code scanning reports an error and leaves all alerts as they are; a failed run
// must not close any.
func WriteFailure(w io.Writer, run *result.Run, message string) error {
	b := newBuilder(&result.Run{Rules: run.Rules})
	out := newLog(run)
	out.Runs[0].Invocations = []invocation{
		newInvocation(exitFailure, []notification{failureKind.notify(problem.Error, message)}),
	}
	return b.write(w, out)
}

func newInvocation(exitCode int, notifications []notification) invocation {
	return invocation{
		ExecutionSuccessful:        exitCode < exitFailure,
		ExitCode:                   exitCode,
		ExitCodeDescription:        exitCodes[exitCode],
		ToolExecutionNotifications: notifications,
	}
}

// resultLocation is an entry at one of the locations of its finding, as indexes. Each becomes a result.
type resultLocation struct{ entry, location int }

// mostSevere returns the locations that become results, in their original order. If there are too many, it selects the
// most severe ones; accepted findings have the lowest priority.
func mostSevere(entries []entry) []resultLocation {
	var shown []resultLocation
	for i := range entries {
		for j := range entries[i].Locations {
			shown = append(shown, resultLocation{i, j})
		}
	}
	if len(shown) <= maxResults {
		return shown
	}
	slices.SortStableFunc(shown, func(a, b resultLocation) int { return entries[b.entry].priority() - entries[a.entry].priority() })
	shown = shown[:maxResults]
	slices.SortFunc(shown, func(a, b resultLocation) int {
		return cmp.Or(cmp.Compare(a.entry, b.entry), cmp.Compare(a.location, b.location))
	})
	return shown
}

// notifications returns notifications about the run itself: files that could not be read, which rules across files did not
// see, notices, what was not checked, and results that were left out.
func (b *builder) notifications(run *result.Run, entries []entry, shown int) []notification {
	all := []notification{}
	for i := range run.Findings {
		f := &run.Findings[i]
		if !slices.Contains(unreadableRules, f.Rule.ID) {
			continue
		}
		n := unreadableKind.notify(problem.Warning, f.Message.String())
		n.AssociatedRule = &reference{f.Rule.ID, b.ruleIndex[f.Rule.ID]}
		n.Locations = []location{{PhysicalLocation: b.newPhysicalLocation(f.Locations[0].File, f.Locations[0].Span)}}
		all = append(all, n)
	}
	for _, notice := range run.Notices {
		n := noticeKind.notify(problem.Note, notice.Message)
		if notice.Path != "" {
			n.Locations = []location{{PhysicalLocation: physicalLocation{ArtifactLocation: b.artifact(notice.Path)}}}
		}
		all = append(all, n)
	}
	all = append(all, b.unchecked(&run.Unchecked)...)
	total := 0
	for i := range entries {
		total += len(entries[i].Locations)
	}
	if shown < total {
		all = append(all, truncatedKind.notify(problem.Warning, fmt.Sprintf("the report holds the %d most severe of %d results", shown, total)))
	}
	return all
}

// maxUnchecked is the largest number of files whose unknown fields a log lists.
const maxUnchecked = 100

// unchecked returns a notification for the rules that had nothing to check, and one for each file with unknown fields.
func (b *builder) unchecked(u *result.Unchecked) []notification {
	var all []notification
	if len(u.Rules) > 0 {
		ids := make([]string, len(u.Rules))
		for i, r := range u.Rules {
			ids[i] = r.ID
		}
		all = append(
			all,
			uncheckedKind.notify(problem.Note, fmt.Sprintf("%s had nothing to check: %s", wording.Count(len(ids), "rule"), strings.Join(ids, ", "))),
		)
	}
	files := 0
	for i := 0; i < len(u.Fields); {
		first := u.Fields[i]
		var names []string
		for ; i < len(u.Fields) && u.Fields[i].File == first.File; i++ {
			names = append(names, wording.Escape(u.Fields[i].Name))
		}
		if files++; files > maxUnchecked {
			continue
		}
		n := uncheckedKind.notify(problem.Note, fmt.Sprintf("%s unknown: %s", wording.Count(len(names), "field"), strings.Join(names, ", ")))
		n.Locations = []location{{PhysicalLocation: b.newPhysicalLocation(first.File, first.Span)}}
		all = append(all, n)
	}
	if more := files - maxUnchecked; more > 0 {
		all = append(all, uncheckedKind.notify(problem.Note, fmt.Sprintf("fields of %s more are unknown", wording.Count(more, "file"))))
	}
	return all
}

// unreadableRules are the rules whose findings mean that the rest of a file was not read.
var unreadableRules = []string{"parse/syntax", "parse/encoding", "parse/limit"}
