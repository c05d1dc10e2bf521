package sarif

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tenantlint/tenantlint/internal/markdown"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/rule"
)

// describedRule is a rule of a run, with the message strings of its results by id.
type describedRule struct {
	*rule.Rule

	messages map[string]text
}

// encode returns the encoded descriptor of the rule.
func (r *describedRule) encode() (report.EncodedLine, error) {
	if line, ok := preparedDescriptors()[r.ID]; ok && r.Dir == "" && len(r.messages) == 0 {
		return line, nil
	}
	d := newRule(r.Rule)
	d.MessageStrings = r.messages
	return report.EncodeLine(d)
}

// newRule returns the descriptor of a rule without message strings, which is the same for every run.
func newRule(r *rule.Rule) descriptor {
	why := newText(cmp.Or(r.Description, r.Title))
	return descriptor{
		ID:                   r.ID,
		DeprecatedIDs:        r.Aliases,
		Name:                 pascalCase(r.ID),
		ShortDescription:     newText(r.Title),
		FullDescription:      why,
		Help:                 newHelp(r, cmp.Or(why.Markdown, why.Text)),
		HelpURI:              report.RuleURL(r),
		DefaultConfiguration: &configuration{Level: r.Level.String()},
		Properties:           newProperties(r),
	}
}

// newText returns prose as a sentence, with a Markdown version only if it differs.
func newText(s string) text {
	s = truncate(sentence(s), maxText-len("``"))
	t := text{Text: s}
	if m := markdown.Prose(s); m != s {
		t.Markdown = m
	}
	return t
}

// newHelp returns the help of a rule: what to do, and its source. The pages of code scanning show only the Markdown
// version, so it contains the description as well.
func newHelp(r *rule.Rule, why string) text {
	explain := report.ToolName + " explain " + r.ID
	var plain, marked []string
	if r.Help != "" {
		help := sentence(r.Help)
		plain = append(plain, help)
		marked = append(marked, "**What to do:** "+markdown.Prose(help))
	}
	if len(r.Sources) > 0 {
		s := r.Sources[0]
		from := s.String()
		plain = append(plain, sentence("Source: "+from))
		if s.URL == "" {
			marked = append(marked, "**Source:** "+markdown.Prose(sentence(from)))
		} else {
			marked = append(marked, "**Source:** "+markdown.Link(from, s.URL)+".")
		}
	}
	plain = append(plain, "Learn more with '"+explain+"'.")
	marked = append(marked, "Learn more with `"+explain+"`.")

	rest := strings.Join(marked, "\n\n")
	return text{
		Text:     truncate(strings.Join(plain, " "), maxText),
		Markdown: truncate(why, max(0, maxText-len(rest)-len("\n\n"))) + "\n\n" + rest,
	}
}

func newProperties(r *rule.Rule) *ruleProperties {
	p := &ruleProperties{
		Tags:             []string{r.Group},
		Precision:        r.Precision,
		ProblemSeverity:  r.Level.String(),
		SecuritySeverity: r.SecuritySeverity,
	}
	if r.Level == problem.Note {
		p.ProblemSeverity = "recommendation"
	}
	if r.SecuritySeverity != "" {
		p.Tags = append(p.Tags, "security")
	}
	for _, tag := range r.Tags {
		if !slices.Contains(p.Tags, tag) {
			p.Tags = append(p.Tags, tag)
		}
	}
	return p
}

// pascalCase returns the name of a rule in Pascal case, as SARIF2012 requires: DomainFederatedOnce for domain/federated-once,
// but ParseNotaManifest for parse/not-a-manifest, because SARIF2012 does not accept two consecutive capitals.
func pascalCase(id string) string {
	var b strings.Builder
	b.Grow(len(id))
	for word := range strings.FieldsFuncSeq(id, func(r rune) bool { return r == '/' || r == '-' || r == '_' }) {
		if first, size := utf8.DecodeRuneInString(word); len(word) > 1 || b.Len() == 0 {
			b.WriteRune(unicode.ToUpper(first))
			word = word[size:]
		}
		b.WriteString(word)
	}
	return b.String()
}
