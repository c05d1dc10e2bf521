package cli

import (
	"fmt"
	"os"

	"github.com/urfave/cli/v2"

	"github.com/tenantlint/tenantlint/internal/bundle"
	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/problem"
)

// bundleContent returns the content of a policy bundle for a run, and the levels that its configuration sets.
func bundleContent(o lint.Options) (policy.Options, map[string]problem.Level, error) {
	rules, severity, err := o.Rules.Apply(o.Set.Rules())
	return policy.Options{Set: o.Set, Rules: rules, Locations: o.Locations, Residency: o.Residency}, severity, err
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
	content, _, err := bundleContent(o)
	if err != nil {
		return nil, err
	}
	all.Policies, err = bundle.Policies(content)
	return all, err
}
