package repository

import (
	"net/url"
	"strings"

	"github.com/tenantlint/tenantlint/internal/pattern"
)

// hostPattern matches a host name or an IPv4 address.
var hostPattern = pattern.New(`^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$`)

// webURL returns the URL at which people can browse the repository of a remote, or "" if the remote is not on a host.
// The scheme is https, or http if the remote uses it. User information, query and fragment are dropped because they may
// contain credentials, and so is the suffix ".git".
func webURL(remote string) string {
	u := parseRemote(remote)
	if u == nil || !hostPattern().MatchString(u.Hostname()) {
		return ""
	}
	path := strings.Trim(u.Path, "/")
	path = strings.TrimRight(strings.TrimSuffix(path, ".git"), "/")
	host := strings.ToLower(u.Host)
	if u.Scheme != "https" && u.Scheme != "http" { // the port belongs to another protocol
		host = strings.ToLower(u.Hostname())
	}
	host, path = azureSSHToWeb(host, path)
	if path == "" {
		return ""
	}
	scheme := "https"
	if u.Scheme == "http" {
		scheme = u.Scheme
	}
	return (&url.URL{Scheme: scheme, Host: host, Path: "/" + path}).String()
}

// parseRemote parses a URL or git's short form, user@host:path (see git-clone(1)). It returns nil for anything else.
func parseRemote(remote string) *url.URL {
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
	authority, path, ok := strings.Cut(remote, ":")
	host := authority[strings.LastIndex(authority, "@")+1:]
	if !ok || strings.Contains(authority, "/") || len(host) < 2 || strings.HasPrefix(path, ":") { // a path, a Windows drive, a remote helper
		return nil
	}
	if unescaped, err := url.PathUnescape(path); err == nil {
		path = unescaped
	}
	return &url.URL{Scheme: "ssh", Host: host, Path: path}
}

// azureSSHToWeb converts the host and path of an Azure DevOps SSH remote to those of its web page; it returns others unchanged.
func azureSSHToWeb(host, path string) (string, string) {
	parts := strings.Split(path, "/")
	if len(parts) != 4 || parts[0] != "v3" {
		return host, path
	}
	organization, project, repository := parts[1], parts[2], parts[3]
	switch host {
	case "ssh.dev.azure.com":
		return "dev.azure.com", organization + "/" + project + "/_git/" + repository
	case "vs-ssh.visualstudio.com":
		if hostPattern().MatchString(organization) {
			return strings.ToLower(organization) + ".visualstudio.com", project + "/_git/" + repository
		}
	}
	return host, path
}
