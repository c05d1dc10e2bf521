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
	// quietFor is the time after which a run shows its progress, and progressEvery how often it is updated.
	quietFor      = 500 * time.Millisecond
	progressEvery = 100 * time.Millisecond
	// clearLine moves to the start of the line and erases it.
	clearLine = "\r\x1b[2K"
)

// watched returns the progress that a run updates, and a function to call at its end. On a terminal, the progress of a
// long run is shown in one line of standard error, which is erased at the end. Elsewhere the progress is nil and
// nothing is shown.
func (s *session) watched() (p *lint.Progress, stop func()) {
	if !s.interactive() {
		return nil, func() {}
	}
	p = &lint.Progress{}
	return p, watch(s.Stderr, p, quietFor, progressEvery)
}

// interactive reports whether standard error is a terminal with a user.
func (s *session) interactive() bool {
	f, ok := s.Stderr.(*os.File)
	return ok && term.IsTerminal(int(f.Fd())) && showsColor(f) && s.variable("CI") == "" && s.variable("TERM") != "dumb"
}

// watch shows progress on w until stop is called.
func watch(w io.Writer, p *lint.Progress, after, every time.Duration) (stop func()) {
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
			if line := describe(p.Now()); line != shown {
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

// describe returns one line about the current stage of a run.
func describe(m lint.Moment) string {
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
