package graph

import (
	"fmt"
	"strings"
)

// Color is the color of a role in light and dark mode.
type Color struct{ Role, Light, Dark string }

// Palette returns the colors of pictures and of the page around them. In both modes text has a contrast ratio of at
// least 4.5, lines and icons of at least 3.
func Palette() []Color {
	return []Color{
		{"bg", "#ffffff", "#11161d"},
		{"lane", "#f5f7fa", "#181f28"},
		{"region", "#eaf0f7", "#1d2834"},
		{"text", "#1a2029", "#e7ebf0"},
		{"muted", "#545e6b", "#a3aebb"},
		{"link", "#0b57b0", "#8abfff"},
		{"focus", "#0b5fff", "#8ab8ff"},
		{"error", "#b4121b", "#ff8f86"},
		{"error-tint", "#fdeceb", "#3b1618"},
		{"warning", "#8a5200", "#f0b849"},
		{"warning-tint", "#fff3da", "#352708"},
		{"note", "#1257a6", "#86bcff"},
		{"note-tint", "#e8f1fc", "#122a47"},
		{"held", "#1c6b3c", "#6fd196"},
		{"box", "#6b7684", "#7d8a99"},
		{"life", "#7f90a3", "#66788c"},
		{"change", "#33475f", "#b7c6d8"},
		{"data", "#00667a", "#56c7d8"},
		{"stage1", "#dfe9f4", "#23364a"},
		{"stage2", "#b8d0e8", "#2d4f70"},
		{"stage3", "#7fa9d1", "#5c93c6"},
		{"stage4", "#1f5688", "#a9d0f5"},
		{"stage0", "#e4e8ee", "#2c3643"},
		{"on-light", "#1a2029", "#e7ebf0"},
		{"on-middle", "#1a2029", "#11161d"},
		{"on-dark", "#ffffff", "#11161d"},
		{"tag", "#e2e8f0", "#2a3440"},
		{"hair", "#d3d9e1", "#2c3643"},
		{"bar", "#e2e8f0", "#2a3440"},
	}
}

// fontFamily is the font family, set once at the root and inherited; size and weight are set for each text.
const fontFamily = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', Arial, sans-serif"

// styles are the styles of the classes of a picture. A fill or stroke that names a role of the palette is a color.
var styles = [][2]string{
	{"bg", "fill:bg"},
	{"lane", "fill:lane;stroke:hair"},
	{"region", "fill:region;stroke:life"},
	{"out", "fill:bg;stroke:life;stroke-dasharray:2 3"},
	{"box", "fill:bg;stroke:box;stroke-width:1.25"},
	{"inner", "fill:none;stroke:box"},
	{"bad", "fill:bg;stroke:error;stroke-width:2.5"},
	{"none", "fill:bg;stroke:box;stroke-dasharray:2 3;stroke-width:1.25"},
	{"hair", "fill:none;stroke:hair;stroke-dasharray:2 3"},
	{"line", "fill:none;stroke:hair"},
	{"life", "fill:none;stroke:life;stroke-width:1.5"},
	{"lifeout", "fill:none;stroke:life;stroke-dasharray:2 3;stroke-width:1.5"},
	{"change", "fill:none;stroke:change;stroke-width:2"},
	{"changehead", "fill:change"},
	{"data", "fill:none;stroke:data;stroke-width:2.25"},
	{"datahead", "fill:data"},
	{"blocked", "fill:none;stroke:error;stroke-dasharray:6 4;stroke-width:2"},
	{"blockedhead", "fill:error"},
	{"ban", "fill:bg;stroke:error;stroke-width:1.75"},
	{"double", "fill:none;stroke:error;stroke-width:5"},
	{"gap", "fill:none;stroke:bg;stroke-width:2"},
	{"square", "fill:bg;stroke:error;stroke-width:2"},
	{"lead", "fill:none;stroke:error;stroke-width:1.5"},
	{"tag", "fill:tag;stroke:box"},
	{"badtag", "fill:error-tint;stroke:error"},
	{"s0", "fill:stage0"},
	{"s1", "fill:stage1"},
	{"s2", "fill:stage2"},
	{"s3", "fill:stage3"},
	{"s4", "fill:stage4"},
	{"count", "fill:none;stroke:stage3;stroke-width:2"},
	{"notice", "fill:bar"},
	{"pill-error", "fill:error-tint;stroke:error"},
	{"pill-warning", "fill:warning-tint;stroke:warning"},
	{"pill-note", "fill:note-tint;stroke:note"},
	{"label", "fill:bg;stroke:error"},
	{"mark-error", "fill:error"},
	{"mark-warning", "fill:warning"},
	{"mark-note", "fill:note"},
	{"sign", "fill:none;stroke:bg;stroke-width:1.75"},
	{"dot", "fill:bg"},
	{"t15", "fill:text;font-size:15;font-weight:600"},
	{"t13", "fill:text;font-size:13;font-weight:600"},
	{"t12", "fill:text;font-size:12;font-weight:400"},
	{"b12", "fill:text;font-size:12;font-weight:600"},
	{"t11", "fill:text;font-size:11;font-weight:600"},
	{"m13", "fill:muted;font-size:13;font-weight:400"},
	{"m12", "fill:muted;font-size:12;font-weight:400"},
	{"m12b", "fill:muted;font-size:13;font-weight:600"},
	{"k0", "fill:on-light;font-size:12;font-weight:600"},
	{"k3", "fill:on-middle;font-size:12;font-weight:600"},
	{"k4", "fill:on-dark;font-size:12;font-weight:600"},
}

// eachProperty calls yield for each property of a style, with the color if its value is a role of the palette.
func eachProperty(style string, yield func(property, value string, color *Color)) {
	palette := Palette()
	for p := range strings.SplitSeq(style, ";") {
		property, value, _ := strings.Cut(p, ":")
		var color *Color
		if property == "fill" || property == "stroke" {
			for i := range palette {
				if palette[i].Role == value {
					color = &palette[i]
				}
			}
		}
		yield(property, value, color)
	}
}

// lightAttributes returns the style of a class in light mode, as attributes of an element.
func lightAttributes(class string) string {
	for _, l := range styles {
		if l[0] != class {
			continue
		}
		var b strings.Builder
		eachProperty(l[1], func(property, value string, color *Color) {
			if color != nil {
				value = color.Light
			}
			fmt.Fprintf(&b, ` %s="%s"`, property, value)
		})
		return b.String()
	}
	return ""
}

// darkStyle returns the style sheet of all classes in dark mode, for a standalone picture.
func darkStyle() string {
	var b strings.Builder
	b.WriteString("@media (prefers-color-scheme:dark){")
	for _, l := range styles {
		var colors []string
		eachProperty(l[1], func(property, _ string, color *Color) {
			if color != nil {
				colors = append(colors, property+":"+color.Dark)
			}
		})
		if len(colors) > 0 {
			fmt.Fprintf(&b, ".%s{%s}", l[0], strings.Join(colors, ";"))
		}
	}
	b.WriteString("}")
	return b.String()
}

// Style returns the style sheet of all classes within elements that match the selector below. The page defines a custom
// property for each role of the palette, such as --bg.
func Style(selector string) string {
	var b strings.Builder
	for _, l := range styles {
		var all []string
		eachProperty(l[1], func(property, value string, color *Color) {
			switch {
			case color != nil:
				value = "var(--" + color.Role + ")"
			case property == "font-size":
				value += "px"
			}
			all = append(all, property+":"+value)
		})
		fmt.Fprintf(&b, "%s .%s{%s}", selector, l[0], strings.Join(all, ";"))
	}
	return b.String()
}
