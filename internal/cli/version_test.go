package cli

import (
	"runtime/debug"
	"strings"
	"testing"
)

func TestNewBuild(t *testing.T) {
	checkout := &debug.BuildInfo{
		Main:     debug.Module{Version: "(devel)"},
		Settings: []debug.BuildSetting{{Key: "vcs.revision", Value: "6c93786a0f1b2c3d4e5f"}, {Key: "vcs.time", Value: "2026-01-02T03:04:05Z"}, {Key: "vcs.modified", Value: "true"}},
		Deps:     []*debug.Module{{Path: "github.com/open-policy-agent/opa", Version: "v1.22.2"}},
	}
	installed := &debug.BuildInfo{Main: debug.Module{Version: "v1.2.3", Sum: "h1:ZfDPV3cX9gycrPxx2xjcIwUV5FSvJ0ahPWsfoNdkrUY="}}
	untagged := &debug.BuildInfo{Main: debug.Module{Version: "v1.2.4-0.20260102030405-6c93786a0f1b"}}
	for _, tt := range []struct {
		name     string
		info     *debug.BuildInfo
		released string
		want     string
	}{
		{"a checkout", checkout, "", "tenantlint 0.0.0-dev (commit 6c93786a0f1b with changes of 2026-01-02T03:04:05Z, Go "},
		{"go install", installed, "", "tenantlint 1.2.3 (Go "},
		{"go install of a commit", untagged, "", "tenantlint 1.2.4-0.20260102030405-6c93786a0f1b (commit 6c93786a0f1b of 2026-01-02T03:04:05Z, Go "},
		{"a release", checkout, "v1.2.3", "tenantlint 1.2.3 (commit 6c93786a0f1b of 2026-01-02T03:04:05Z, Go "},
		{"no information", nil, "", "tenantlint 0.0.0-dev (Go "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			released = tt.released
			defer func() { released = "" }()
			if got := newBuild(tt.info).String(); !strings.HasPrefix(got, tt.want) {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
	if got := newBuild(checkout).OPA; got != "1.22.2" {
		t.Errorf("OPA %s", got)
	}
	if got := newBuild(installed).Sum; got != installed.Main.Sum {
		t.Errorf("sum %q", got)
	}
}
