package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/tenantlint/tenantlint/internal/config"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/policytest"
	"github.com/tenantlint/tenantlint/internal/secret"
	"github.com/tenantlint/tenantlint/internal/suggest"
)

const policyHelp = `new creates a starter rule with tests and manifests in DIR/GROUP/NAME; all tests
pass. DIR defaults to the first entry of "policies" in the configuration, or "policies".

check compiles the policies of DIR, or those of the configuration, and checks their
Rego (strict mode), METADATA, and the tables and columns of the input that they use.
It also reports what would be slow in a large topology.

test runs their Rego tests, and the rule against the manifests in fail/ and pass/:
those in pass/ have no finding of the rule, those in fail/ have the findings in the
.txt file beside them, which --update writes. All conform to the schema.

Exit codes: 0 success, 1 a test failed or a policy would be slow, 2 a policy
is invalid or the job could not be done, 130 interrupted
`

func policyActions() []string { return []string{"new", "check", "test"} }

func policyTestFormats() []string { return []string{"text", "junit"} }

func policyOptions() []option {
	options := []option{
		{name: "update", summary: "test: write the findings of fail/ to the .txt files"},
		{name: "format", value: "FORMAT", values: policyTestFormats, closed: true, summary: "test: text (default) or junit"},
	}
	for _, o := range configFileOptions() {
		o.group = ""
		options = append(options, o)
	}
	return options
}

// policy is the command for authors of rules.
func (s *session) policy(ctx *cli.Context) error {
	word, rest := ctx.Args().First(), ctx.Args().Tail()
	if word != "test" {
		for _, name := range []string{"update", "format"} {
			if s.line.has(name) {
				return usagef("--%s is a flag of policy test", name)
			}
		}
	}
	switch word {
	case "new":
		return s.policyNew(ctx, rest)
	case "check":
		return s.policyCheck(ctx, rest)
	case "test":
		return s.policyTest(ctx, rest)
	case "":
		return usagef("policy needs a word: %s", strings.Join(policyActions(), ", "))
	}
	near, ok := suggest.Nearest(word, policyActions())
	return usagef("policy takes %s, not %q%s", strings.Join(policyActions(), ", "), word, didYouMean(near, ok))
}

// policyNew writes a starter rule.
func (s *session) policyNew(ctx *cli.Context, args []string) error {
	if len(args) == 0 || len(args) > 2 {
		return usagef("policy new takes the id of a rule and perhaps a folder, as in: tenantlint policy new naming/environment policies")
	}
	files, err := policytest.Starter(args[0])
	if err != nil {
		return &usageError{message: err.Error()}
	}
	dir, configured, err := s.policyFolder(ctx, args[1:])
	if err != nil {
		return err
	}
	if _, err := os.Lstat(filepath.Join(dir.Abs, filepath.FromSlash(args[0]))); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%q already exists; choose another name", path.Join(dir.Name, args[0]))
	}
	for _, f := range files {
		to := config.StarterFile{Path: filepath.Join(dir.Abs, filepath.FromSlash(f.Path)), Text: f.Text}
		if err := s.create(to); err != nil {
			return fmt.Errorf("%q cannot be written: %w", path.Join(dir.Name, f.Path), cause(err))
		}
	}
	var text strings.Builder
	for _, f := range files {
		fmt.Fprintf(&text, "wrote %s\n", path.Join(dir.Name, f.Path))
	}
	use := ""
	if !configured {
		use = fmt.Sprintf("; to use it: tenantlint --policy %s, or \"policies: [%s]\" in .tenantlint.yaml", dir.Name, dir.Name)
	}
	fmt.Fprintf(&text, "Next: change them to your rule, then run: tenantlint policy test %s%s\n", dir.Name, use)
	return s.printText(text.String())
}

// policyFolder returns the folder for new rules, and whether the configuration names it. Errors in existing policies
// are ignored.
func (s *session) policyFolder(ctx *cli.Context, args []string) (dir policy.Folder, configured bool, err error) {
	var known []policy.Folder
	if !ctx.Bool("no-config") {
		if known, err = config.Policies(s.Dir, ctx.String("config")); err != nil {
			return dir, false, err
		}
	}
	if len(args) == 0 && len(known) > 0 {
		return known[0], true, nil
	}
	dir = s.folder(append(args, "policies")[0])
	return dir, slices.ContainsFunc(known, func(k policy.Folder) bool { return k.Abs == dir.Abs }), nil
}

// folder returns a folder of policies that the user named.
func (s *session) folder(name string) policy.Folder {
	return policy.Folder{Name: path.Clean(filepath.ToSlash(name)), Abs: s.abs(name)}
}

// policySet loads the policies of the named folders, or of the configuration if none is named.
func (s *session) policySet(ctx *cli.Context, args []string) (*policy.Set, error) {
	var folders []policy.Folder
	for _, name := range args {
		folders = append(folders, s.folder(name))
	}
	if len(folders) == 0 && !ctx.Bool("no-config") {
		var err error
		if folders, err = config.Policies(s.Dir, ctx.String("config")); err != nil {
			return nil, err
		}
	}
	if len(folders) == 0 {
		folders = s.starterFolders()
	}
	if len(folders) == 0 {
		return nil, usagef("name the folder of the policies; the configuration has none")
	}
	return policy.Load(folders...)
}

// starterFolders returns the folders below the working folder that "policy new" may have created: "policies" if it
// contains a rule, or else all folders that contain one.
func (s *session) starterFolders() []policy.Folder {
	rules, err := filepath.Glob(filepath.Join(escapeGlob(s.Dir), "*", "*", "*", "rule.rego"))
	if err != nil {
		return nil // the pattern is valid
	}
	var folders []policy.Folder
	for _, rule := range rules {
		name := filepath.Base(filepath.Dir(filepath.Dir(filepath.Dir(rule))))
		if name == "policies" {
			return []policy.Folder{s.folder(name)}
		}
		if f := s.folder(name); !slices.Contains(folders, f) {
			folders = append(folders, f)
		}
	}
	return folders
}

// escapeGlob returns a pattern that matches only the given path.
func escapeGlob(name string) string {
	if filepath.Separator == '\\' {
		return name // on Windows a backslash does not escape, and paths contain neither "*" nor "?"
	}
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(name)
}

// policyCheck compiles policies, and reports what would be slow.
func (s *session) policyCheck(ctx *cli.Context, args []string) error {
	set, err := s.policySet(ctx, args)
	if err != nil {
		return err
	}
	if err := set.Check(); err != nil {
		return err
	}
	findings := policytest.Lint(set.Modules())
	var text strings.Builder
	for _, e := range findings {
		fmt.Fprintf(&text, "%s:%d: %s\n", e.File, e.Line, e.Message)
	}
	if len(findings) == 0 {
		fmt.Fprintf(&text, "ok: %s\n", pluralize(len(set.CustomRules()), "rule"))
	}
	err = s.printText(secret.Redact(text.String()))
	if err == nil && len(findings) > 0 {
		return errFindings
	}
	return err
}

// policyTest runs the tests of policies.
func (s *session) policyTest(ctx *cli.Context, args []string) error {
	set, err := s.policySet(ctx, args)
	if err != nil {
		return err
	}
	result, err := policytest.Run(ctx.Context, set, ctx.Bool("update"))
	if err != nil {
		return err
	}
	write := policytest.Text
	if ctx.String("format") == "junit" {
		write = policytest.JUnit
	}
	if err := s.print(func(w io.Writer) error { return write(w, result) }); err != nil {
		return err
	}
	if result.Failed() > 0 {
		return errFindings
	}
	return nil
}
