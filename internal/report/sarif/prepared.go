package sarif

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/tenantlint/tenantlint/internal/report"
)

// embedded holds the descriptors of the program's rules and of the kinds of notification, one on each line. All rules
// of a run are in its log, with results or without, as code scanning shows which rules a run used; describing them
// anew would take as long as all else that a run over one file does. The test TestPrepared writes it.
//
//go:embed descriptors.jsonl
var embedded string

// prepared are these descriptors, by id.
var prepared = sync.OnceValue(func() map[string]report.Line {
	all := make(map[string]report.Line, strings.Count(embedded, "\n"))
	for line := range strings.Lines(embedded) {
		_, rest, _ := strings.Cut(line, `"id":"`)
		id, _, _ := strings.Cut(rest, `"`)
		all[id] = report.Line(strings.TrimSuffix(line, "\n"))
	}
	return all
})
