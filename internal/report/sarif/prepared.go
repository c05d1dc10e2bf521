package sarif

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/tenantlint/tenantlint/internal/report"
)

// embeddedDescriptors contains the descriptors of the built-in rules and the kinds of notification, one per line. A log
// contains all rules of its run, with or without results, because code scanning shows which rules a run used. Encoding them
// on each run would take as long as everything else in a run over one file. TestPrepared updates the file.
//
//go:embed descriptors.jsonl
var embeddedDescriptors string

// preparedDescriptors returns the embedded descriptors by id.
var preparedDescriptors = sync.OnceValue(func() map[string]report.EncodedLine {
	all := make(map[string]report.EncodedLine, strings.Count(embeddedDescriptors, "\n"))
	for line := range strings.Lines(embeddedDescriptors) {
		_, rest, _ := strings.Cut(line, `"id":"`)
		id, _, _ := strings.Cut(rest, `"`)
		all[id] = report.EncodedLine(strings.TrimSuffix(line, "\n"))
	}
	return all
})
