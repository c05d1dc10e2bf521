package repository

import (
	"net/url"
	"strings"
	"testing"
)

func TestWebURL(t *testing.T) {
	for remote, want := range map[string]string{
		"https://github.com/contoso/tenants":                       "https://github.com/contoso/tenants",
		"https://github.com/contoso/tenants.git":                   "https://github.com/contoso/tenants",
		"https://github.com/contoso/tenants.git/":                  "https://github.com/contoso/tenants",
		"https://x-access-token:secret@github.com/contoso/tenants": "https://github.com/contoso/tenants",
		"https://github.com/contoso/tenants?token=secret#secret":   "https://github.com/contoso/tenants",
		"https://GitHub.com/Contoso/Tenants":                       "https://github.com/Contoso/Tenants",
		"https://git.contoso.com:8443/group/sub/tenants.git":       "https://git.contoso.com:8443/group/sub/tenants",
		"http://git.contoso.com/tenants.git":                       "http://git.contoso.com/tenants",
		"git@github.com:contoso/tenants.git":                       "https://github.com/contoso/tenants",
		"github.com:contoso/tenants.git":                           "https://github.com/contoso/tenants",
		"git@github.com:/contoso/tenants.git":                      "https://github.com/contoso/tenants",
		"ssh://git@github.com/contoso/tenants.git":                 "https://github.com/contoso/tenants",
		"ssh://git@git.contoso.com:2222/contoso/tenants.git":       "https://git.contoso.com/contoso/tenants",
		"git://git.contoso.com/tenants.git":                        "https://git.contoso.com/tenants",
		"https://contoso@dev.azure.com/contoso/It/_git/tenants":    "https://dev.azure.com/contoso/It/_git/tenants",
		"git@ssh.dev.azure.com:v3/contoso/It/tenants":              "https://dev.azure.com/contoso/It/_git/tenants",
		"git@ssh.dev.azure.com:v3/contoso/Our%20It/tenants":        "https://dev.azure.com/contoso/Our%20It/_git/tenants",
		"contoso@vs-ssh.visualstudio.com:v3/contoso/It/tenants":    "https://contoso.visualstudio.com/It/_git/tenants",
		"ssh://git@ssh.dev.azure.com:22/v3/contoso/It/tenants":     "https://dev.azure.com/contoso/It/_git/tenants",
		"https://git.contoso.com/our tenants":                      "https://git.contoso.com/our%20tenants",
		"a:b@c@github.com:contoso/tenants":                         "",
		"file:///srv/git/tenants.git":                              "",
		"/srv/git/tenants.git":                                     "",
		"../tenants.git":                                           "",
		"./a:b/tenants":                                            "",
		`C:\git\tenants`:                                           "",
		"C:/git/tenants":                                           "",
		"https://":                                                 "",
		"https://github.com":                                       "",
		"https://github.com/.git":                                  "",
		"https://github.com\n.evil.example/x":                      "",
		"https://user@[::1]:80/x":                                  "",
		"git@-oProxyCommand=x:y/z":                                 "",
		"ext::sh -c true":                                          "",
		"":                                                         "",
	} {
		if got := webURL(remote); got != want {
			t.Errorf("webURL(%q) = %q, want %q", remote, got, want)
		}
	}
}

// FuzzWebURL checks that webURL returns a URL without user information, query and fragment for any remote.
func FuzzWebURL(f *testing.F) {
	f.Add("https://user:secret@github.com/contoso/tenants.git")
	f.Add("git@ssh.dev.azure.com:v3/contoso/Our%20It/tenants")
	f.Add("a@b@c:d?e#f")
	f.Fuzz(func(t *testing.T, remote string) {
		got := webURL(remote)
		if got == "" {
			return
		}
		u, err := url.Parse(got)
		if err != nil {
			t.Fatal(err)
		}
		if u.User != nil || u.RawQuery != "" || u.Fragment != "" || u.Host == "" || strings.Contains(u.Host, "@") ||
			u.Scheme != "https" && u.Scheme != "http" || strings.ContainsAny(got, " \"<>\\^`{|}\n") {
			t.Errorf("webURL(%q) = %q", remote, got)
		}
	})
}
