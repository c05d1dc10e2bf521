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

	// Kind is what it looks like, with an article: "a client secret of Entra ID".
	Kind string
}

// Scan returns what looks like a credential in a text, in order and without overlaps. The text need not be in any
// format, and may be UTF-16. Every form of credential is recognized by a mark of its own: no id, hash or name is a
// credential, however long it is. Scan takes linear time, whatever the text is.
func Scan(text []byte) []Part {
	if bytes.IndexByte(text, 0) < 0 {
		return scan(text)
	}
	// drop the zero bytes of UTF-16, and map the offsets back afterwards
	compact, at := make([]byte, 0, len(text)), make([]int, 0, len(text))
	for i, c := range text {
		if c != 0 {
			compact, at = append(compact, c), append(at, i)
		}
	}
	parts := scan(compact)
	for i := range parts {
		parts[i].Start, parts[i].End = at[parts[i].Start], at[parts[i].End-1]+1
	}
	return parts
}

func scan(text []byte) []Part {
	s := scanner{text: text}
	at, wordStart := 0, 0 // the current byte, and the start of the word that contains it
	for ; at < len(text); at++ {
		c := text[at]
		if plain[c] || c == 'e' && !canBeMark(text, at) {
			continue
		}
		if marks[c] && canBeMark(text, at) {
			s.at = at
			if p, ok := s.matchMark(c); ok {
				s.parts = append(s.parts, p)
				at = max(p.End, at+1)
				wordStart = at
				at--
				continue
			}
		}
		if !word[c] {
			if at-wordStart == minLongWord {
				s.matchLongWord(wordStart)
			}
			wordStart = at + 1
		}
	}
	if at-wordStart == minLongWord {
		s.matchLongWord(wordStart)
	}
	return s.parts
}

// canBeMark reports, by the byte next to a possible mark, whether to examine it further.
func canBeMark(text []byte, at int) bool {
	switch text[at] {
	case '-':
		return at+1 < len(text) && text[at+1] == '-'
	case 'e':
		return at+1 < len(text) && text[at+1] == 'y'
	case 'O', '_', '~':
		return at > 2
	}
	return at > 0 && beforeSign[text[at-1]]
}

// scanner reads a text once. Lookahead is either bounded or skipped afterwards.
type scanner struct {
	text   []byte
	at     int // offset of the current mark
	minJWT int // no access token starts before this offset
	parts  []Part
}

// class is a set of bytes.
type class [256]bool

func newClass(texts ...string) (c class) {
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
	marks          = newClass("~-e=:_O")
	word           = newClass(lower, upper, digits, "_")
	plain          = newClass("abcdfghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNPQRSTUVWXYZ", digits) // neither a mark nor the end of a word
	alnum          = newClass(lower, upper, digits)
	base64         = newClass(lower, upper, digits, "+/=")
	signatureBytes = newClass(lower, upper, digits, "+/%")
	base64URL      = newClass(lower, upper, digits, "_-")
	entra          = newClass(lower, upper, digits, "_~.-")
	base32         = newClass(lower, "234567")
	blank          = newClass(" \t\r\n")
	// beforeSign are the bytes that may precede the sign after the name of a credential: its last letter, quotes and
	// blanks.
	beforeSign = newClass("gydtGYDT \t\"'\\")
	// privateKeyBytes are the bytes of a private key, and those that a file may put around its lines.
	privateKeyBytes = newClass(lower, upper, digits, "+/= \t\r\n#\"'\\,|>-")
	// passwordEnd are the bytes that end a password: those that follow one in a text, and those that start a reference
	// to a variable.
	passwordEnd = newClass(" \t\r\n\f\v;,\"'<$({*[]})\\`\x00")
)

// countFrom returns the number of consecutive bytes of a class from i on.
func (s *scanner) countFrom(c *class, i int) int {
	n := 0
	for i+n < len(s.text) && c[s.text[i+n]] {
		n++
	}
	return n
}

// hasAtLeast reports whether at least n consecutive bytes of a class start at i.
func (s *scanner) hasAtLeast(c *class, i, n int) bool {
	for ; n > 0; i, n = i+1, n-1 {
		if i >= len(s.text) || !c[s.text[i]] {
			return false
		}
	}
	return true
}

// countBefore returns the number of consecutive bytes of a class before i, up to limit.
func (s *scanner) countBefore(c *class, i, limit int) int {
	n := 0
	for n < limit && i-n > s.lastEnd() && c[s.text[i-n-1]] {
		n++
	}
	return n
}

// lastEnd returns the end of the last part.
func (s *scanner) lastEnd() int {
	if n := len(s.parts); n > 0 {
		return s.parts[n-1].End
	}
	return 0
}

func newPart(start, end int, kind string) (Part, bool) {
	return Part{source.Span{Start: start, End: end}, kind}, true
}

// matchMark examines a byte that may be the mark of a credential.
func (s *scanner) matchMark(c byte) (Part, bool) {
	i := s.at
	switch c {
	case '~':
		if s.countBefore(&entra, i, 5) == 5 && s.text[i-1] == 'Q' && '0' <= s.text[i-2] && s.text[i-2] <= '9' {
			if n := s.countFrom(&entra, i+1); n >= 31 {
				return newPart(i-5, i+1+n, "a client secret of Entra ID")
			}
		}
	case '-':
		return s.matchPrivateKey()
	case 'e':
		return s.matchJWT()
	case '_':
		return s.matchGitHub()
	case 'O':
		if i >= 3 && string(s.text[i-3:i+1]) == "AZDO" && s.countBefore(&alnum, i-3, 76) == 76 && s.hasAtLeast(&alnum, i+1, 4) {
			return newPart(i-79, i+5, "a personal access token of Azure DevOps")
		}
	case '=', ':':
		return s.matchAssignment(c)
	}
	return Part{}, false
}

// minLongWord is the length of a personal access token of Azure DevOps.
const minLongWord = 52

// matchLongWord examines a word of that length.
func (s *scanner) matchLongWord(start int) {
	if start >= s.lastEnd() && s.countFrom(&base32, start) >= minLongWord {
		p, _ := newPart(start, start+minLongWord, "a personal access token of Azure DevOps")
		s.parts = append(s.parts, p)
	}
}

func (s *scanner) hasAt(i int, text string) bool {
	return i >= 0 && i+len(text) <= len(s.text) && string(s.text[i:i+len(text)]) == text
}

// matchJWT matches three words of base64url, the first two of which encode JSON objects.
func (s *scanner) matchJWT() (Part, bool) {
	const begin, minWord = "eyJ", 8
	i := s.at
	if i < s.minJWT || !s.hasAt(i, begin) {
		return Part{}, false
	}
	end := i
	for n := range 3 {
		if n > 0 {
			if !s.hasAt(end, ".") || n == 1 && !s.hasAt(end+1, begin) {
				s.minJWT = end
				return Part{}, false
			}
			end++
		}
		wordLen := s.countFrom(&base64URL, end)
		if end += wordLen; n < 2 && wordLen < len(begin)+minWord || wordLen < minWord {
			s.minJWT = end
			return Part{}, false
		}
	}
	return newPart(i, end, "an access token")
}

func (s *scanner) matchGitHub() (Part, bool) {
	const kind, classic, fineGrained = "a token of GitHub", 36, 40
	i := s.at
	if i >= 3 && s.text[i-3] == 'g' && s.text[i-2] == 'h' && strings.IndexByte("pousr", s.text[i-1]) >= 0 {
		if n := s.countFrom(&alnum, i+1); n >= classic {
			return newPart(i-3, i+1+n, kind)
		}
	}
	if s.hasAt(i-6, "github_pat_") {
		if n := s.countFrom(&word, i+5); n >= fineGrained {
			return newPart(i-6, i+5+n, kind)
		}
	}
	return Part{}, false
}

// matchPrivateKey matches a private key: all of it or, if its end is missing, the lines that follow its beginning.
func (s *scanner) matchPrivateKey() (Part, bool) {
	const begin, end, closing, longest, line = "-----BEGIN ", "-----END ", "PRIVATE KEY-----", 64 << 10, 20
	i := s.at
	if !s.hasAt(i, begin) {
		return Part{}, false
	}
	at := i + len(begin)
	for at < len(s.text) && at < i+64 && !s.hasAt(at, closing) {
		if c := s.text[at]; c != ' ' && (c < 'A' || 'Z' < c) {
			return Part{}, false
		}
		at++
	}
	if !s.hasAt(at, closing) {
		return Part{}, false
	}
	at += len(closing)
	last := at
	for at < len(s.text) && at < i+longest {
		switch {
		case s.hasAt(at, begin):
			return newPart(i, last, "a private key") // the next key has its own end
		case s.hasAt(at, end):
			if n := bytes.Index(s.text[at:min(len(s.text), at+64)], []byte(closing)); n >= 0 {
				return newPart(i, at+n+len(closing), "a private key")
			}
			return newPart(i, at, "a private key")
		case s.hasAt(at, "Proc-Type:"), s.hasAt(at, "DEK-Info:"):
			at += bytes.IndexByte(s.text[at:], ':') + 1
		case base64[s.text[at]]:
			n := s.countFrom(&base64, at)
			if at += n; n >= line {
				last = at
			}
		case privateKeyBytes[s.text[at]]:
			at++
		default:
			return newPart(i, last, "a private key")
		}
	}
	return newPart(i, last, "a private key")
}

// isCredentialEnding reports, by its last two letters, whether a name may be that of a credential. A byte that is not
// ASCII may be part of a letter whose lower case is ASCII.
func isCredentialEnding(before, last byte) bool {
	const lowerBit = 'a' - 'A'
	if before >= utf8.RuneSelf {
		return true
	}
	switch before |= lowerBit; last | lowerBit {
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

// matchAssignment examines what follows "=" or ":" after the name of a credential.
func (s *scanner) matchAssignment(c byte) (Part, bool) {
	i := s.at
	name := i
	for name > s.lastEnd() && (s.text[name-1] == ' ' || s.text[name-1] == '\t') {
		name--
	}
	for name > s.lastEnd() && (s.text[name-1] == '"' || s.text[name-1] == '\'' || s.text[name-1] == '\\') {
		name--
	}
	if name-1 <= s.lastEnd() || !isCredentialEnding(s.text[name-2], s.text[name-1]) {
		return Part{}, false
	}
	label := strings.ToLower(string(s.text[max(s.lastEnd(), name-16):name]))
	value := i + 1
	if c == '=' && strings.HasSuffix(label, "sig") {
		if n := s.countFrom(&signatureBytes, value); n >= 32 && len(label) > 3 && strings.IndexByte("?&;", label[len(label)-4]) >= 0 {
			return s.matchValue(value, n, "a shared access signature")
		}
	}
	value += s.countFrom(&blank, value)
	if c == '=' && (strings.HasSuffix(label, "accountkey") || strings.HasSuffix(label, "sharedaccesskey") ||
		strings.HasSuffix(label, "shared accesskey")) {
		if n := s.countFrom(&base64, value); n >= 40 {
			return s.matchValue(value, n, "an account key")
		}
	}
	for _, name := range [...]string{"password", "passwd", "pwd", "clientsecret", "client_secret", "client-secret"} {
		if before := len(label) - len(name) - 1; strings.HasSuffix(label, name) && (name != "pwd" || before < 0 || !word[label[before]]) {
			return s.matchPassword(value, c)
		}
	}
	return Part{}, false
}

// matchPassword examines a value. Colons are also common in prose, so after a colon a password must contain letters and
// digits, and must not be a reference to where it is kept.
func (s *scanner) matchPassword(value int, c byte) (Part, bool) {
	const minLength = 8
	for value < len(s.text) && (s.text[value] == '\\' || s.text[value] == '"' || s.text[value] == '\'') {
		value++
	}
	n := 0
	length := func(limit int) int {
		for n < limit && value+n < len(s.text) && !passwordEnd[s.text[value+n]] {
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
	return s.matchValue(value, length(len(s.text)), "a password")
}

// matchValue returns the part that follows a name, unless it is already redacted.
func (s *scanner) matchValue(start, n int, kind string) (Part, bool) {
	if len(bytes.Trim(s.text[start:start+n], string(filler))) == 0 {
		return Part{}, false
	}
	return newPart(start, start+n, kind)
}
