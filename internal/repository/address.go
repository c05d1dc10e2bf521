package repository

import (
	"net/url"
	"strings"

	"github.com/tenantlint/tenantlint/internal/pattern"
)

// name matches the name or the number of a host.
var name = pattern.New(`^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$`)

// address returns where a reader finds the repository behind the address of a remote: over https, or http where that
// is how it is fetched, without user information, query and fragment, because they may hold credentials, and without
// the suffix .git. It is empty where the remote is not a host.
func address(remote string) string {
	u := parse(remote)
	if u == nil || !name().MatchString(u.Hostname()) {
		return ""
	}
	path := strings.Trim(u.Path, "/")
	path = strings.TrimRight(strings.TrimSuffix(path, ".git"), "/")
	host := strings.ToLower(u.Host)
	if u.Scheme != "https" && u.Scheme != "http" { // the port is one of another protocol
		host = strings.ToLower(u.Hostname())
	}
	host, path = azure(host, path)
	if path == "" {
		return ""
	}
	scheme := "https"
	if u.Scheme == "http" {
		scheme = u.Scheme
	}
	return (&url.URL{Scheme: scheme, Host: host, Path: "/" + path}).String()
}

// parse reads a URL, or the short form of git, user@host:path (gitprotocol-common(5), git-clone(1)).
func parse(remote string) *url.URL {
	if strings.Contains(remote, "://") {
		u, err := url.Parse(remote)
		if err != nil {
			return nil
		}
		switch u.Scheme {
		case "https", "http", "ssh", "git", "git+ssh", "ssh+git":
			return u
		}
		return nil
	}
	before, path, ok := strings.Cut(remote, ":")
	host := before[strings.LastIndex(before, "@")+1:]
	if !ok || strings.Contains(before, "/") || len(host) < 2 || strings.HasPrefix(path, ":") { // a path, a drive of Windows, a helper
		return nil
	}
	if plain, err := url.PathUnescape(path); err == nil {
		path = plain
	}
	return &url.URL{Scheme: "ssh", Host: host, Path: path}
}

// azure turns the address that Azure DevOps has for SSH into the one that it has for readers.
func azure(host, path string) (string, string) {
	parts := strings.Split(path, "/")
	if len(parts) != 4 || parts[0] != "v3" {
		return host, path
	}
	organization, project, repository := parts[1], parts[2], parts[3]
	switch host {
	case "ssh.dev.azure.com":
		return "dev.azure.com", organization + "/" + project + "/_git/" + repository
	case "vs-ssh.visualstudio.com":
		if name().MatchString(organization) {
			return strings.ToLower(organization) + ".visualstudio.com", project + "/_git/" + repository
		}
	}
	return host, path
}
