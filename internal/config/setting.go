package config

import (
	"fmt"
	"slices"

	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// Setting is the value of one setting as text, and where it was set.
type Setting struct {
	Key, Value string
	// Origin is NotSet, the path and line of a configuration, or the flag or variable.
	Origin string
	// At is the location in the configuration that sets it.
	At source.Span
}

// NotSet is the origin of a setting that has its default.
const NotSet = "default"

// defaults returns the settings that always have a value, in the order in which they are shown.
func defaults() []Setting {
	return []Setting{
		{Key: "include", Value: "every manifest below the root", Origin: NotSet},
		{Key: "exclude", Value: "nothing", Origin: NotSet},
		{Key: "rules", Value: "all at their own levels", Origin: NotSet},
		{Key: "fail-on", Value: problem.Error.String(), Origin: NotSet},
		{Key: "baseline", Value: "none", Origin: NotSet},
	}
}

// FromFile returns the settings of the configuration file, in its order.
func (c *Config) FromFile() []Setting { return c.settings }

// Settings returns the effective settings, including those given on the command line or in the environment. These
// override the configuration, except for exclude, to which they are added.
func (c *Config) Settings(overrides []Setting) []Setting {
	var all []Setting
	for _, d := range defaults() {
		fromFile, fromFlags := withKey(c.settings, d.Key), withKey(overrides, d.Key)
		if len(fromFlags) > 0 && d.Key != "exclude" {
			fromFile = nil
		}
		if fromFile = append(fromFile, fromFlags...); len(fromFile) == 0 {
			fromFile = []Setting{d}
		}
		all = append(all, fromFile...)
	}
	for _, s := range slices.Concat(c.settings, overrides) {
		if len(withKey(defaults(), s.Key)) == 0 {
			all = append(all, s)
		}
	}
	return all
}

// withKey returns the settings of a key.
func withKey(settings []Setting, key string) []Setting {
	return slices.DeleteFunc(slices.Clone(settings), func(s Setting) bool { return s.Key != key })
}

func (r *reader) addSetting(key, value string, at source.Span) {
	origin := fmt.Sprintf("%s:%d", r.file.Path, r.file.Position(at.Start).Line)
	r.config.settings = append(r.config.settings, Setting{key, value, origin, at})
}
