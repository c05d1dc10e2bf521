package cli

import (
	"fmt"
	"os"

	"github.com/urfave/cli/v2"

	"github.com/tenantlint/tenantlint/internal/bundle"
	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/policy"
)

// bundleContent returns the options of a bundle with the policies of a run.
func bundleContent(o lint.Options) (bundle.Options, error) {
	rules, severity, err := o.Rules.Apply(o.Set.Rules())
	return bundle.Options{Options: o.Options, Rules: rules, Severity: severity}, err
}

// answers reads the files of --findings, which contain what OPA servers found. It returns nil if the flag is not set
// and the run evaluates the rules itself.
func (s *session) answers(ctx *cli.Context, o lint.Options) (*policy.Answers, error) {
	names := flagValues(ctx, "findings")
	if len(names) == 0 {
		return nil, nil
	}
	if ctx.IsSet("against") {
		return nil, usagef("--findings cannot be combined with --against, as it has no rules about changes; omit one")
	}
	all := &policy.Answers{}
	for _, name := range names {
		text, err := os.ReadFile(s.abs(name))
		if err != nil {
			return nil, fmt.Errorf("findings %q cannot be read: %w", name, cause(err))
		}
		answers, err := policy.ReadAnswers(name, text)
		if err != nil {
			return nil, err
		}
		all.All = append(all.All, answers...)
	}
	content, err := bundleContent(o)
	if err != nil {
		return nil, err
	}
	all.Policies, err = bundle.Policies(content)
	return all, err
}
