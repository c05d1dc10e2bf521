package secret

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/tenantlint/tenantlint/internal/source"
)

// Part is a credential in a text. Span is the part to hide, without the name before it.
type Part struct {
	source.Span

	// Looks describes what it looks like, with an article: "a client secret of Entra ID".
	Looks string
}

// Scan returns what looks like a credential in a text, in order and without overlaps. The text need not be in any
// format, and may be UTF-16. Every form of credential is recognized by a mark of its own: no id, hash or name is a
// credential, however long it is. Scan takes linear time, whatever the text is.
func Scan(text []byte) []Part {
	if bytes.IndexByte(text, 0) < 0 {
		return scan(text)
	}
	// drop the zero bytes of UTF-16, and map the offsets back afterwards
	narrow, at := make([]byte, 0, len(text)), make([]int, 0, len(text))
	for i, c := range text {
		if c != 0 {
			narrow, at = append(narrow, c), append(at, i)
		}
	}
	parts := scan(narrow)
	for i := range parts {
		parts[i].Start, parts[i].End = at[parts[i].Start], at[parts[i].End-1]+1
	}
	return parts
}

func scan(text []byte) []Part {
	s := scanner{text: text}
	at, run := 0, 0 // the current byte, and the start of the word that contains it
	for ; at < len(text); at++ {
		c := text[at]
		if plain[c] || c == 'e' && !worth(text, at) {
			continue
		}
		if marks[c] && worth(text, at) {
			s.at = at
			if p, ok := s.marked(c); ok {
				s.parts = append(s.parts, p)
				at = max(p.End, at+1)
				run = at
				at--
				continue
			}
		}
		if !word[c] {
			if at-run == minLongWord {
				s.long(run)
			}
			run = at + 1
		}
	}
	if at-run == minLongWord {
		s.long(run)
	}
	return s.parts
}

// worth reports, by the byte next to a possible mark, whether to examine it further.
func worth(text []byte, at int) bool {
	switch text[at] {
	case '-':
		return at+1 < len(text) && text[at+1] == '-'
	case 'e':
		return at+1 < len(text) && text[at+1] == 'y'
	case 'O', '_', '~':
		return at > 2
	}
	return at > 0 && before[text[at-1]]
}

// scanner reads a text once. Lookahead is either bounded or skipped afterwards.
type scanner struct {
	text  []byte
	at    int // offset of the current mark
	token int // no access token starts before this offset
	parts []Part
}

// class is a set of bytes.
type class [256]bool

func classOf(texts ...string) (c class) {
	for _, t := range texts {
		for i := range len(t) {
			c[t[i]] = true
		}
	}
	return c
}

const (
	lower  = "abcdefghijklmnopqrstuvwxyz"
	upper  = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	digits = "0123456789"
)

var (
	marks  = classOf("~-e=:_O")
	word   = classOf(lower, upper, digits, "_")
	plain  = classOf("abcdfghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNPQRSTUVWXYZ", digits) // neither a mark nor the end of a word
	alnum  = classOf(lower, upper, digits)
	base64 = classOf(lower, upper, digits, "+/=")
	ofSig  = classOf(lower, upper, digits, "+/%")
	ofWeb  = classOf(lower, upper, digits, "_-")
	entra  = classOf(lower, upper, digits, "_~.-")
	base32 = classOf(lower, "234567")
	blank  = classOf(" \t\r\n")
	// before are the bytes that may precede the sign after the name of a credential: its last letter, quotes and
	// blanks.
	before = classOf("gydtGYDT \t\"'\\")
	// within are the bytes of a private key, and those that a file may put around its lines.
	within = classOf(lower, upper, digits, "+/= \t\r\n#\"'\\,|>-")
	// ends are the bytes that end a password: those that follow one in a text, and those that start a reference to a
	// variable.
	ends = classOf(" \t\r\n\f\v;,\"'<$({*[]})\\`\x00")
)

// length returns the number of consecutive bytes of a class from i on.
func (s *scanner) length(c *class, i int) int {
	n := 0
	for i+n < len(s.text) && c[s.text[i+n]] {
		n++
	}
	return n
}

// atLeast reports whether at least n consecutive bytes of a class start at i.
func (s *scanner) atLeast(c *class, i, n int) bool {
	for ; n > 0; i, n = i+1, n-1 {
		if i >= len(s.text) || !c[s.text[i]] {
			return false
		}
	}
	return true
}

// behind returns the number of consecutive bytes of a class before i, up to most.
func (s *scanner) behind(c *class, i, most int) int {
	n := 0
	for n < most && i-n > s.floor() && c[s.text[i-n-1]] {
		n++
	}
	return n
}

// floor returns the end of the last part.
func (s *scanner) floor() int {
	if n := len(s.parts); n > 0 {
		return s.parts[n-1].End
	}
	return 0
}

func part(start, end int, looks string) (Part, bool) {
	return Part{source.Span{Start: start, End: end}, looks}, true
}

// marked examines a byte that may be the mark of a credential.
func (s *scanner) marked(c byte) (Part, bool) {
	i := s.at
	switch c {
	case '~':
		if s.behind(&entra, i, 5) == 5 && s.text[i-1] == 'Q' && '0' <= s.text[i-2] && s.text[i-2] <= '9' {
			if n := s.length(&entra, i+1); n >= 31 {
				return part(i-5, i+1+n, "a client secret of Entra ID")
			}
		}
	case '-':
		return s.key()
	case 'e':
		return s.jwt()
	case '_':
		return s.github()
	case 'O':
		if i >= 3 && string(s.text[i-3:i+1]) == "AZDO" && s.behind(&alnum, i-3, 76) == 76 && s.atLeast(&alnum, i+1, 4) {
			return part(i-79, i+5, "a personal access token of Azure DevOps")
		}
	case '=', ':':
		return s.assigned(c)
	}
	return Part{}, false
}

// minLongWord is the length of a personal access token of Azure DevOps.
const minLongWord = 52

// long examines a word of that length.
func (s *scanner) long(start int) {
	if start >= s.floor() && s.length(&base32, start) >= minLongWord {
		p, _ := part(start, start+minLongWord, "a personal access token of Azure DevOps")
		s.parts = append(s.parts, p)
	}
}

func (s *scanner) has(i int, text string) bool {
	return i >= 0 && i+len(text) <= len(s.text) && string(s.text[i:i+len(text)]) == text
}

// jwt matches three words of base64url, the first two of which encode JSON objects.
func (s *scanner) jwt() (Part, bool) {
	const begin, least = "eyJ", 8
	i := s.at
	if i < s.token || !s.has(i, begin) {
		return Part{}, false
	}
	end := i
	for n := range 3 {
		if n > 0 {
			if !s.has(end, ".") || n == 1 && !s.has(end+1, begin) {
				s.token = end
				return Part{}, false
			}
			end++
		}
		long := s.length(&ofWeb, end)
		if end += long; n < 2 && long < len(begin)+least || long < least {
			s.token = end
			return Part{}, false
		}
	}
	return part(i, end, "an access token")
}

func (s *scanner) github() (Part, bool) {
	const looks, classic, grained = "a token of GitHub", 36, 40
	i := s.at
	if i >= 3 && s.text[i-3] == 'g' && s.text[i-2] == 'h' && strings.IndexByte("pousr", s.text[i-1]) >= 0 {
		if n := s.length(&alnum, i+1); n >= classic {
			return part(i-3, i+1+n, looks)
		}
	}
	if s.has(i-6, "github_pat_") {
		if n := s.length(&word, i+5); n >= grained {
			return part(i-6, i+5+n, looks)
		}
	}
	return Part{}, false
}

// key matches a private key: all of it or, if its end is missing, the lines that follow its beginning.
func (s *scanner) key() (Part, bool) {
	const begin, end, closing, longest, line = "-----BEGIN ", "-----END ", "PRIVATE KEY-----", 64 << 10, 20
	i := s.at
	if !s.has(i, begin) {
		return Part{}, false
	}
	at := i + len(begin)
	for at < len(s.text) && at < i+64 && !s.has(at, closing) {
		if c := s.text[at]; c != ' ' && (c < 'A' || 'Z' < c) {
			return Part{}, false
		}
		at++
	}
	if !s.has(at, closing) {
		return Part{}, false
	}
	at += len(closing)
	last := at
	for at < len(s.text) && at < i+longest {
		switch {
		case s.has(at, begin):
			return part(i, last, "a private key") // the next key has its own end
		case s.has(at, end):
			if n := bytes.Index(s.text[at:min(len(s.text), at+64)], []byte(closing)); n >= 0 {
				return part(i, at+n+len(closing), "a private key")
			}
			return part(i, at, "a private key")
		case s.has(at, "Proc-Type:"), s.has(at, "DEK-Info:"):
			at += bytes.IndexByte(s.text[at:], ':') + 1
		case base64[s.text[at]]:
			n := s.length(&base64, at)
			if at += n; n >= line {
				last = at
			}
		case within[s.text[at]]:
			at++
		default:
			return part(i, last, "a private key")
		}
	}
	return part(i, last, "a private key")
}

// ending reports, by its last two letters, whether a name may be that of a credential. A byte that is not ASCII may be
// part of a letter whose lower case is ASCII.
func ending(before, last byte) bool {
	const small = 'a' - 'A'
	if before >= utf8.RuneSelf {
		return true
	}
	switch before |= small; last | small {
	case 'g': // sig
		return before == 'i'
	case 'y': // accountkey, sharedaccesskey
		return before == 'e'
	case 'd': // password, passwd, pwd
		return before == 'r' || before == 'w'
	case 't': // clientsecret
		return before == 'e'
	}
	return false
}

// assigned examines what follows "=" or ":" after the name of a credential.
func (s *scanner) assigned(c byte) (Part, bool) {
	i := s.at
	name := i
	for name > s.floor() && (s.text[name-1] == ' ' || s.text[name-1] == '\t') {
		name--
	}
	for name > s.floor() && (s.text[name-1] == '"' || s.text[name-1] == '\'' || s.text[name-1] == '\\') {
		name--
	}
	if name-1 <= s.floor() || !ending(s.text[name-2], s.text[name-1]) {
		return Part{}, false
	}
	label := strings.ToLower(string(s.text[max(s.floor(), name-16):name]))
	value := i + 1
	if c == '=' && strings.HasSuffix(label, "sig") {
		if n := s.length(&ofSig, value); n >= 32 && len(label) > 3 && strings.IndexByte("?&;", label[len(label)-4]) >= 0 {
			return s.value(value, n, "a shared access signature")
		}
	}
	value += s.length(&blank, value)
	if c == '=' && (strings.HasSuffix(label, "accountkey") || strings.HasSuffix(label, "sharedaccesskey") ||
		strings.HasSuffix(label, "shared accesskey")) {
		if n := s.length(&base64, value); n >= 40 {
			return s.value(value, n, "an account key")
		}
	}
	for _, name := range [...]string{"password", "passwd", "pwd", "clientsecret", "client_secret", "client-secret"} {
		if before := len(label) - len(name) - 1; strings.HasSuffix(label, name) && (name != "pwd" || before < 0 || !word[label[before]]) {
			return s.password(value, c)
		}
	}
	return Part{}, false
}

// password examines a value. Colons are also common in prose, so after a colon a password must contain letters and
// digits, and must not be a reference to where it is kept.
func (s *scanner) password(value int, c byte) (Part, bool) {
	const minLength = 8
	for value < len(s.text) && (s.text[value] == '\\' || s.text[value] == '"' || s.text[value] == '\'') {
		value++
	}
	n := 0
	length := func(most int) int {
		for n < most && value+n < len(s.text) && !ends[s.text[value+n]] {
			n++
		}
		return n
	}
	if length(256) < minLength {
		return Part{}, false
	}
	if c == ':' { // a rejected value is not read to its end, which may be that of the file
		if !bytes.ContainsAny(s.text[value:value+n], digits) {
			return Part{}, false
		}
		lowered := strings.ToLower(string(s.text[value : value+n]))
		if !strings.ContainsAny(lowered, lower) || strings.Contains(lowered, "vault") || strings.Contains(lowered, "://") ||
			strings.HasPrefix(lowered, "kv") {
			return Part{}, false
		}
	}
	return s.value(value, length(len(s.text)), "a password")
}

// value returns the part that follows a name, unless it is already covered.
func (s *scanner) value(start, n int, looks string) (Part, bool) {
	if len(bytes.Trim(s.text[start:start+n], string(filler))) == 0 {
		return Part{}, false
	}
	return part(start, start+n, looks)
}
