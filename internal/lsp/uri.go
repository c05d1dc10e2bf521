package lsp

import (
	"net/url"
	"strings"
)

// uriToPath returns the absolute path of a file URI in the notation of the system. It is not ok if the URI has another
// scheme or host, like that of a document that was never saved.
func uriToPath(uri string, windows bool) (path string, ok bool) {
	scheme, rest, ok := strings.Cut(uri, "://")
	if !ok || !strings.EqualFold(scheme, "file") {
		return "", false
	}
	slash := strings.IndexByte(rest, '/')
	if slash < 0 {
		return "", false
	}
	host := rest[:slash]
	path, err := url.PathUnescape(rest[slash:])
	if err != nil || strings.ContainsRune(path, 0) {
		return "", false
	}
	local := host == "" || strings.EqualFold(host, "localhost")
	if !windows {
		return path, local
	}
	path = strings.ReplaceAll(path, "/", `\`)
	if !local {
		return `\\` + host + path, true
	}
	if len(path) < 3 || !isLetter(path[1]) || path[2] != ':' {
		return "", false
	}
	return strings.ToUpper(path[1:2]) + path[2:], true
}

// pathToURI returns the URI of an absolute path. Like editors, it escapes everything except letters, digits and
// "-._~/".
func pathToURI(path string, windows bool) string {
	var host string
	if windows {
		path = strings.ReplaceAll(path, `\`, "/")
		if rest, ok := strings.CutPrefix(path, "//"); ok {
			host, path, _ = strings.Cut(rest, "/")
			path = "/" + path
		} else {
			path = "/" + path
		}
	}
	const hex = "0123456789ABCDEF"
	b := []byte("file://" + host)
	for i := range len(path) {
		c := path[i]
		if isLetter(c) || c >= '0' && c <= '9' || strings.IndexByte("-._~/", c) >= 0 {
			b = append(b, c)
		} else {
			b = append(b, '%', hex[c>>4], hex[c&15])
		}
	}
	return string(b)
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
