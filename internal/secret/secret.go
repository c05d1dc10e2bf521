// Package secret finds text in manifests that looks like a credential, so that no report and no
// policy ever shows it. It knows the forms in which the tools around tenants write theirs.
package secret

import (
	"regexp"
	"strings"
	"sync"

	"github.com/tenantlint/tenantlint/internal/manifest"
)

// Found is one value that looks like a credential.
type Found struct {
	Node *manifest.Node
	// Looks says what it looks like, with an article: "a client secret of Entra ID".
	Looks string
}

// forms are the ways in which credentials are written. Each needs a mark of its own: an id, a hash or
// a name of whatever length is none. They are compiled when a text has a mark, as few manifests have one.
var forms = sync.OnceValue(func() []form {
	return []form{
		{"a client secret of Entra ID", regexp.MustCompile(`(?:^|[^\w~.-])[\w~.-]{3}\dQ~[\w~.-]{31,34}(?:$|[^\w~.-])`)},
		{"a private key", regexp.MustCompile(`-----BEGIN [A-Z ]*PRIVATE KEY-----`)},
		{"an access token", regexp.MustCompile(`\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}`)},
		{"a shared access signature", regexp.MustCompile(`[?&;]sig=[A-Za-z0-9%/+]{32,}`)},
		{"an account key", regexp.MustCompile(`(?i)\b(?:account|shared ?access)key\s*=\s*[A-Za-z0-9+/]{40,}={0,2}`)},
		{"a personal access token of Azure DevOps", regexp.MustCompile(`\b[a-z2-7]{52}\b|\b[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}\b`)},
		{"a token of GitHub", regexp.MustCompile(`\bgh[pousr]_[A-Za-z0-9]{36,}\b|\bgithub_pat_\w{40,}\b`)},
		{"a password", regexp.MustCompile(`(?i)\b(?:password|passwd|pwd|client[_-]?secret)\s*[=:]\s*[^\s;,"'<$({*]{8,}`)},
	}
})

type form struct {
	looks   string
	pattern *regexp.Regexp
}

// shortest is the length below which no form matches.
const shortest = 12

// Find returns the strings of a document that look like a credential, in the order of the document.
func Find(doc *manifest.Document) []Found {
	var found []Found
	seen := map[*manifest.Node]bool{} // many aliases may lead to one long text
	walk(doc.Root, func(n *manifest.Node) {
		if seen[n] {
			return
		}
		seen[n] = true
		if looks := Looks(n.Text); looks != "" {
			found = append(found, Found{n, looks})
		}
	})
	return found
}

// Looks says what a text looks like, with an article, or is empty where it looks like no credential.
func Looks(text string) string {
	if len(text) < shortest || !marked(text) {
		return ""
	}
	for _, f := range forms() {
		if f.pattern.MatchString(text) {
			return f.looks
		}
	}
	return ""
}

// marked reports whether a text holds a mark that one of the forms needs; few texts do, so that the
// patterns seldom run.
func marked(s string) bool {
	run := 0
	for i := range len(s) {
		switch c := s[i]; c {
		case '~':
			if i > 0 && s[i-1] == 'Q' {
				return true
			}
		case '=', ':':
			if assigned(s[:i]) {
				return true
			}
		case '_':
			if strings.HasSuffix(s[:i], "github") || i >= 3 && s[i-3:i-1] == "gh" {
				return true
			}
		case '.', '-', ' ', '/', '@':
			run = 0
		default:
			if run++; run >= 52 || c == 'e' && strings.HasPrefix(s[i:], "eyJ") {
				return true
			}
		}
	}
	return strings.Contains(s, "-----BEGIN")
}

// assigned reports whether what stands before a "=" or ":" may be the name of a credential: it ends as
// "sig", "key", "secret", "pwd" and "password" do.
func assigned(before string) bool {
	before = strings.TrimRight(before, " \t\r\n\f\v")
	return before != "" && strings.IndexByte("gydtGYDT", before[len(before)-1]) >= 0
}

func walk(n *manifest.Node, visit func(*manifest.Node)) {
	switch n.Kind {
	case manifest.Mapping:
		for i := range n.Pairs {
			walk(n.Pairs[i].Value, visit)
		}
	case manifest.Sequence:
		for _, item := range n.Items {
			walk(item, visit)
		}
	case manifest.String:
		visit(n)
	}
}
