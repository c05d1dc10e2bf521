package cli

import (
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"github.com/urfave/cli/v2"
)

// man is the command that prints the manual page in the man macros of troff. The page has the date of the commit, so
// that a version always prints the same page.
func (s *session) man(*cli.Context) error {
	info, _ := debug.ReadBuildInfo()
	current := newBuild(info)
	day, _, _ := strings.Cut(current.Date, "T")
	var b strings.Builder
	fmt.Fprintf(&b, ".TH TENANTLINT 1 %s %s \"User Commands\"\n", roffQuoted(day), roffQuoted("tenantlint "+current.Version))
	b.WriteString(".SH NAME\ntenantlint \\- check tenant\\-topology manifests\n")
	b.WriteString(".SH SYNOPSIS\n.B tenantlint\n[PATH...] [flags]\n.br\n.B tenantlint\nCOMMAND [flags]\n")
	b.WriteString(".SH DESCRIPTION\n" + roff(strings.TrimSpace(intro)) + "\n.SH COMMANDS\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, ".SS %s\n%s\n", roffQuoted(strings.TrimSpace("tenantlint "+c.name+" "+c.args)), roff(c.summary+"."))
		if c.details != "" {
			b.WriteString(".PP\n" + verbatim(c.details))
		}
		for _, o := range c.flags {
			fmt.Fprintf(&b, ".TP\n.B %s\n%s\n", roff(o.synopsis()), roff(o.summary))
		}
	}
	fmt.Fprintf(&b, ".SS %s\nread about a command.\n", roffQuoted("tenantlint help COMMAND"))
	b.WriteString(".SH FORMATS\n")
	for _, f := range formats() {
		fmt.Fprintf(&b, ".TP\n.B %s\n%s\n", roff(f.Name), roff(f.Summary))
	}
	b.WriteString(".SH EXAMPLES AND EXIT STATUS\n" + verbatim(strings.TrimSpace(outro)+"\n"))
	return s.print(func(w io.Writer) error {
		_, err := io.WriteString(w, b.String())
		return err
	})
}

// roff escapes text on a line of its own: a hyphen would become a dash, and a line that begins with a dot or an
// apostrophe would be a request.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text)
	if strings.HasPrefix(text, ".") || strings.HasPrefix(text, "'") {
		text = `\&` + text
	}
	return text
}

// roffQuoted escapes and quotes text that is one argument of a request.
func roffQuoted(text string) string {
	return `"` + strings.ReplaceAll(roff(text), `"`, `\(dq`) + `"`
}

// verbatim returns text as a block that keeps its line breaks.
func verbatim(text string) string {
	var b strings.Builder
	b.WriteString(".nf\n")
	for line := range strings.Lines(text) {
		b.WriteString(roff(strings.TrimSuffix(line, "\n")) + "\n")
	}
	b.WriteString(".fi\n")
	return b.String()
}
