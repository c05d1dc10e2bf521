package lsp

import "testing"

func TestURI(t *testing.T) {
	for _, test := range []struct {
		uri     string
		windows bool
		path    string // "" if the URI does not name a file on this machine
		back    string // the URI of the path, if different
	}{
		{uri: "file:///srv/tenants/eu.yaml", path: "/srv/tenants/eu.yaml"},
		{uri: "FILE://localhost/srv/eu.yaml", path: "/srv/eu.yaml", back: "file:///srv/eu.yaml"},
		{uri: "file:///srv/S%C3%A3o%20Paulo%23%25.yaml", path: "/srv/São Paulo#%.yaml"},
		{uri: "file:///srv/a:b.yaml", path: "/srv/a:b.yaml", back: "file:///srv/a%3Ab.yaml"},
		{uri: "file://server/share/eu.yaml"},
		{uri: "file:///srv/%zz.yaml"},
		{uri: "file:///srv/%00.yaml"},
		{uri: "untitled:Untitled-1"},
		{uri: "https://example.org/eu.yaml"},
		{uri: "file://"},
		{uri: ""},
		{uri: "file:///c%3A/Users/me/eu.yaml", windows: true, path: `C:\Users\me\eu.yaml`, back: "file:///C%3A/Users/me/eu.yaml"},
		{uri: "file:///D:/eu.yaml", windows: true, path: `D:\eu.yaml`, back: "file:///D%3A/eu.yaml"},
		{uri: "file://server/share/eu.yaml", windows: true, path: `\\server\share\eu.yaml`},
		{uri: "file:///srv/eu.yaml", windows: true},
	} {
		path, ok := uriToPath(test.uri, test.windows)
		if !ok {
			path = ""
		}
		if path != test.path {
			t.Errorf("uriToPath(%q, %v) is %q, want %q", test.uri, test.windows, path, test.path)
		}
		back := test.back
		if back == "" {
			back = test.uri
		}
		if got := pathToURI(test.path, test.windows); test.path != "" && got != back {
			t.Errorf("pathToURI(%q, %v) is %q, want %q", test.path, test.windows, got, back)
		}
	}
}
