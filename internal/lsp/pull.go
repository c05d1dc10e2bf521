package lsp

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
)

// clientPulls reports whether the client pulls the diagnostics of open files and supports refresh. Diagnostics of other
// files are published, as the client does not pull them.
func (s *server) clientPulls() bool {
	return s.client.TextDocument.Diagnostic != nil && s.client.Workspace.Diagnostics.RefreshSupport
}

// pull returns the diagnostics of a file.
func (s *server) pull(p pullParams) (any, error) {
	report := documentReport{Kind: "full", Items: s.fileDiagnostics(p.TextDocument.URI)}
	report.ResultID = resultID(report.Items)
	s.pulled[p.TextDocument.URI] = report.ResultID
	if report.ResultID == p.PreviousResultID {
		return unchangedReport{"unchanged", report.ResultID}, nil
	}
	return report, nil
}

// fileDiagnostics returns the diagnostics of a file from the last check of its folder.
func (s *server) fileDiagnostics(uri string) []diagnostic {
	all := []diagnostic{}
	for _, here := range s.stateFor(uri).published[uri] {
		all = append(all, here.diagnostic)
	}
	return all
}

// resultID returns a hash of a list of diagnostics, which serves as its result id.
func resultID(all []diagnostic) string {
	text, err := json.Marshal(all)
	if err != nil {
		return "" // numbers and strings can always be marshaled
	}
	h := fnv.New64a()
	_, _ = h.Write(text)
	return fmt.Sprintf("%016x", h.Sum64())
}

// refresh sends workspace/diagnostic/refresh, once per check, if diagnostics that the client pulled have changed.
func (s *server) refresh() {
	if !s.clientPulls() || s.refreshed == s.generation {
		return
	}
	for _, uri := range slices.Sorted(maps.Keys(s.pulled)) {
		if s.open[uri] == nil {
			delete(s.pulled, uri)
			continue
		}
		if s.pulled[uri] != resultID(s.fileDiagnostics(uri)) {
			s.refreshed = s.generation
			s.write(request{"2.0", fmt.Sprintf("refresh-%d", s.generation), "workspace/diagnostic/refresh", nil})
			return
		}
	}
}
