package cli

import (
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/term"

	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/wording"
)

const (
	// progressDelay is the time after which a run shows its progress, and progressInterval how often it is updated.
	progressDelay    = 500 * time.Millisecond
	progressInterval = 100 * time.Millisecond
	// clearLine moves to the start of the line and erases it.
	clearLine = "\r\x1b[2K"
)

// startProgress returns the progress that a run updates, and a function to call at its end. On a terminal, the progress
// of a long run is shown in one line of standard error, which is erased at the end. Elsewhere the progress is nil and
// nothing is shown.
func (s *session) startProgress() (p *lint.Progress, stop func()) {
	if !s.isInteractive() {
		return nil, func() {}
	}
	p = &lint.Progress{}
	return p, showProgress(s.Stderr, p, progressDelay, progressInterval)
}

// isInteractive reports whether standard error is a terminal with a user.
func (s *session) isInteractive() bool {
	f, ok := s.Stderr.(*os.File)
	return ok && term.IsTerminal(int(f.Fd())) && supportsEscapes(f) && s.getenv("CI") == "" && s.getenv("TERM") != "dumb"
}

// showProgress shows progress on w until stop is called.
func showProgress(w io.Writer, p *lint.Progress, after, every time.Duration) (stop func()) {
	end, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		shown := ""
		wait := time.NewTimer(after)
		defer wait.Stop()
		for {
			select {
			case <-end:
				if shown != "" {
					_, _ = io.WriteString(w, clearLine) // a failed write cannot be reported
				}
				return
			case <-wait.C:
			}
			if line := statusLine(p.Now()); line != shown {
				shown = line
				_, _ = io.WriteString(w, clearLine+line)
			}
			wait.Reset(every)
		}
	}()
	return func() {
		close(end)
		<-ended
	}
}

// statusLine returns one line about the current stage of a run.
func statusLine(m lint.Moment) string {
	switch m.Stage {
	case "read":
		return fmt.Sprintf("reading files: %d of %d", m.Read, m.Files)
	case "resolve":
		return "resolving names in " + wording.Count(m.Files, "file")
	case "evaluate":
		return fmt.Sprintf("evaluating %s on %s", wording.Count(m.Rules, "rule"), wording.Count(m.Environments, "environment"))
	default:
		return "searching for manifests"
	}
}
