package cli

import (
	"cmp"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/tenantlint/tenantlint/internal/harmless"
	"github.com/tenantlint/tenantlint/internal/policy"
)

// The linker sets these with -X; empty ones are taken from the build information.
var released, commit, date string

// devVersion is the version of a program built from a checkout without a version.
const devVersion = "0.0.0-dev"

// build describes what the program was built from.
type build struct {
	Version  string `json:"version"`
	Commit   string `json:"commit"` // "" if unknown; so is Date
	Date     string `json:"date"`
	Modified bool   `json:"modified"`
	Sum      string `json:"sum"` // of the module, as in the checksum database; "" for a build from a checkout
	Go       string `json:"go"`
	OPA      string `json:"opa"`
	Policies string `json:"policies"` // digest of the embedded policies, see policy.Digest
	Platform string `json:"platform"`
}

// newBuild reads the build information; info may be nil.
func newBuild(info *debug.BuildInfo) build {
	b := build{
		Version: released, Commit: commit, Date: date,
		Go: strings.TrimPrefix(runtime.Version(), "go"), OPA: "unknown", Platform: runtime.GOOS + "/" + runtime.GOARCH,
	}
	if info != nil {
		if info.Main.Version != "(devel)" {
			b.Version = cmp.Or(b.Version, info.Main.Version)
		}
		b.Sum = info.Main.Sum
		for _, setting := range info.Settings {
			switch setting.Key {
			case "vcs.revision":
				b.Commit = cmp.Or(b.Commit, setting.Value)
			case "vcs.time":
				b.Date = cmp.Or(b.Date, setting.Value)
			case "vcs.modified":
				b.Modified = released == "" && setting.Value == "true"
			}
		}
		for _, dependency := range info.Deps {
			if dependency.Path == "github.com/open-policy-agent/opa" {
				b.OPA = strings.TrimPrefix(dependency.Version, "v")
			}
		}
		// A pseudo-version, which "go install" derives for a commit without a tag, contains that commit.
		if commit, date := parsePseudoVersion(info.Main.Version); b.Commit == "" && commit != "" {
			b.Commit, b.Date = commit, cmp.Or(b.Date, date)
		}
	}
	b.Version = strings.TrimPrefix(cmp.Or(b.Version, devVersion), "v")
	return b
}

// parsePseudoVersion returns the abbreviated commit and the date at the end of a pseudo-version, which the go command
// derives for a commit without a tag, as in v1.2.4-0.20260102030405-6c93786a0f1b.
func parsePseudoVersion(version string) (commit, date string) {
	const stamp, hash = "20060102150405", 12
	end := len(version) - hash - 1
	if end < len(stamp) || version[end] != '-' {
		return "", ""
	}
	at, err := time.Parse(stamp, version[end-len(stamp):end])
	if err != nil {
		return "", ""
	}
	return version[end+1:], at.Format(time.RFC3339)
}

// version returns the program's version without a leading "v".
func version() string {
	info, _ := debug.ReadBuildInfo()
	return newBuild(info).Version
}

// version is the command that prints the version.
func (s *session) version(ctx *cli.Context) error {
	info, _ := debug.ReadBuildInfo()
	b := newBuild(info)
	if ctx.Bool("json") {
		var err error
		if b.Policies, err = policy.Digest(); err != nil {
			return fmt.Errorf("the embedded policies cannot be read: %w", cause(err))
		}
		return s.print(func(w io.Writer) error { return harmless.Encode(w, b) })
	}
	return s.print(func(w io.Writer) error {
		_, err := io.WriteString(w, b.String())
		return err
	})
}

// String returns one line for people: the version, and what it was built from and with.
func (b build) String() string {
	from := ""
	if b.Commit != "" {
		from = "commit " + b.Commit[:min(12, len(b.Commit))]
		if b.Modified {
			from += " with changes"
		}
		if b.Date != "" {
			from += " of " + b.Date
		}
		from += ", "
	}
	return fmt.Sprintf("tenantlint %s (%sGo %s, OPA %s, %s)\n", b.Version, from, b.Go, b.OPA, b.Platform)
}
