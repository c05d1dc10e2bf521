package cli

import (
	"bytes"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tenantlint/tenantlint/internal/lint"
)

// syncBuffer is a buffer that is safe for concurrent use. It does not embed a bytes.Buffer, because io.WriteString
// would call its WriteString without the lock.
type syncBuffer struct {
	mu      sync.Mutex
	written []byte
}

func (s *syncBuffer) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.written = append(s.written, b...)
	return len(b), nil
}

func (s *syncBuffer) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return string(s.written)
}

func TestProgress(t *testing.T) {
	var w syncBuffer
	stop := showProgress(&w, &lint.Progress{}, 0, time.Millisecond)
	for !strings.Contains(w.text(), "searching") {
		time.Sleep(time.Millisecond)
	}
	stop()
	if got := w.text(); got != clearLine+"searching for manifests"+clearLine {
		t.Errorf("wrote %q", got)
	}

	var short syncBuffer
	showProgress(&short, &lint.Progress{}, time.Hour, time.Hour)()
	if got := short.text(); got != "" {
		t.Errorf("a short run writes %q", got)
	}
}

func TestStatusLine(t *testing.T) {
	for want, m := range map[string]lint.Moment{
		"searching for manifests":                  {},
		"reading files: 3 of 40":                   {Stage: "read", Files: 40, Read: 3},
		"resolving names in 1 file":                {Stage: "resolve", Files: 1},
		"evaluating 117 rules on 300 environments": {Stage: "evaluate", Rules: 117, Environments: 300},
	} {
		if got := statusLine(m); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestNoProgress checks that no progress is shown if standard error is not a terminal.
func TestNoProgress(t *testing.T) {
	s := &session{Env: Env{Stderr: &bytes.Buffer{}, Lookup: noEnv}}
	if p, stop := s.startProgress(); p != nil {
		stop()
		t.Error("a buffer is taken for a terminal")
	}
}
