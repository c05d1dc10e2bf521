package report

import "testing"

func TestRelative(t *testing.T) {
	for _, test := range []struct{ dir, name, want string }{
		{"", "tenants/eu.yaml", "tenants/eu.yaml"},
		{"tenants", "tenants/eu.yaml", "eu.yaml"},
		{"tenants", "us.yaml", "../us.yaml"},
		{"tenants", "tenants-old/eu.yaml", "../tenants-old/eu.yaml"},
		{"a/b/c", "a/b/c/d.yaml", "d.yaml"},
		{"a/b/c", "a/b/d.yaml", "../d.yaml"},
		{"a/b/c", "a/d.yaml", "../../d.yaml"},
		{"a/b/c", "d.yaml", "../../../d.yaml"},
		{"a/b/c", "a/b/c.yaml", "../c.yaml"},
		{"tenants", "/elsewhere/eu.yaml", "/elsewhere/eu.yaml"},
		{"tenants", "../elsewhere/eu.yaml", "../elsewhere/eu.yaml"},
		{"tenants", "<stdin>", "<stdin>"},
	} {
		if got := Relative(test.dir, test.name); got != test.want {
			t.Errorf("Relative(%q, %q) = %q, want %q", test.dir, test.name, got, test.want)
		}
	}
}
