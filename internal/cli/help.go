package cli

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

const intro = `tenantlint checks tenant-topology manifests against the rules of Microsoft Entra and the Power Platform.

`

const outro = `
Examples:
  tenantlint                                    check the repository
  tenantlint tenants/ shared.yaml               check a folder and a file
  tenantlint --output sarif=tenantlint.sarif    write SARIF too
  tenantlint explain domain/federated-once      read about a rule

Flags, and more about a command: tenantlint help COMMAND
Exit codes: 0 no errors, 1 findings, 2 could not do the job, 3 nothing to check, 130 interrupted
`

const lintHelp = `PATH is a file, a folder, or "-" for standard input; without one the repository
is checked, from the nearest folder above that holds .tenantlint.yaml or .git.
A folder is searched for YAML and JSON that begins with the header of a manifest;
.git, node_modules, .terraform and symbolic links are left out unless named.
Write ./schema for a folder that bears the name of a command.

RULE is an id such as domain/federated-once, or a group such as domain; separate
several with commas, or repeat the flag. Flags may come before or after paths;
after "--" nothing is a flag. Every flag can be set in the environment, such as
TENANTLINT_FAIL_ON for --fail-on; a repeated one has one value per line there.
A flag on the command line overrides a variable.

A comment "# tenantlint:ignore RULE -- reason" accepts the findings of its line,
or of the next line if it is on a line of its own; before the first key of a
document it accepts those of the whole document. "until 2027-01-31" at its end
makes it expire.

The text report goes to standard output; --format changes it, and each --output
adds a report. Reports in files appear only when they are complete.
`

const inputHelp = `It is the object that a policy knows as input, for whoever writes or tests one.
PATH, flags and their variables are those of "tenantlint lint".
`

const fixHelp = `It repairs misspelled keys and values, names and ids in another form than theirs, slips
in references, what a list holds twice, and an Azure region in place of a location,
each where one answer alone is right. Comments, quotes and line ends stay as they are.
A repair that would change more, or bring a finding as grave, is not made.

PATH is what it is for "tenantlint lint"; where it leaves out a part of the
repository, references stay as they are. What is suppressed or in the baseline is
not repaired. "-" is standard input: its repaired text goes to standard output, and
other paths only tell what it refers to.

Exit codes: 0 nothing to fix, or fixed; 1 something to fix that was only shown;
2 could not do the job, 3 nothing to check, 130 interrupted
`

const importHelp = `It reads what Microsoft Graph, the Power Platform and the tools around them export: files,
folders, or "-" for standard input. Each file is recognized by what it holds; several of
one tenant are merged, and a manifest is written for each tenant. Nothing is sent
anywhere: the exports are files that you made, see internal/importer/EXPORTS.md.

A field that no export carries is listed under unknown, so that no rule checks it. Where
a manifest is there already, it is edited in place: only what an export carries changes,
comments, order and names stay, and what is no longer exported is told.

Examples:
  tenantlint import exports/ --to topology --write && tenantlint topology
  az rest --url https://graph.microsoft.com/v1.0/domains | tenantlint import - --tenant contoso

Exit codes: 0 nothing to change, or written; 1 something to change that was only shown;
2 could not do the job, 3 no export, 130 interrupted
`

const driftHelp = `It reads exports as "tenantlint import" does, and says where the live tenants differ from what
the manifests declare, at the place in the manifest: what changed, is missing, is in no
manifest, or is called otherwise. The rules of the group change judge what it does; a
weakening in the live tenant is an error. Only what both sides know is compared, and the
report says what was not. PATH, behind "--", is what it is for "tenantlint lint".

An export that is a page, or that has less than half of what is declared, is a part: nothing
is missing in it. To accept the live state, run tenantlint import --write; to accept one
deviation as it is now, suppress it with a reason, or write a baseline: where the value
changes again it is reported again.

Examples:
  tenantlint drift exports/
  tenantlint drift exports/contoso --output sarif=drift.sarif -- topology/

Exit codes: 0 no finding at or above --fail-on, 1 findings, 2 could not do the job,
3 nothing to check, 130 interrupted
`

const lintExamples = `
Examples:
  tenantlint --only domain,license tenants/
  tenantlint --format concise --output sarif=out.sarif --fail-on warning
  tenantlint --stdin-filename tenants/eu.yaml - . < unsaved.yaml

Exit codes: 0 no finding at or above --fail-on, 1 findings, 2 could not do the job,
3 nothing to check, 130 interrupted
`

const completionHelp = `SHELL is bash, zsh, fish or powershell. To have it in every session:

  bash         echo 'source <(tenantlint completion bash)' >> ~/.bashrc
  zsh          tenantlint completion zsh > "${fpath[1]}/_tenantlint"
  fish         tenantlint completion fish > ~/.config/fish/completions/tenantlint.fish
  powershell   tenantlint completion powershell >> $PROFILE
`

// writeHelp writes the help of a command, or of the program where c is nil.
func writeHelp(w io.Writer, c *command) error {
	var b strings.Builder
	if c == nil {
		b.WriteString(intro + "Usage:\n  tenantlint [PATH...] [flags]\n  tenantlint COMMAND [flags]\n\nCommands:\n")
		columns(&b, func(row func(cells ...string)) {
			for _, c := range commands() {
				row(c.name, c.about)
			}
			row("help", "read about a command")
		})
		b.WriteString(outro)
	} else {
		fmt.Fprintf(&b, "tenantlint %s: %s\n\nUsage:\n  tenantlint %s", c.name, c.about, strings.TrimSpace(c.name+" "+c.args))
		if len(c.flags) > 0 {
			b.WriteString(" [flags]")
		}
		b.WriteString("\n")
		if c.more != "" {
			b.WriteString("\n" + c.more)
		}
		writeFlags(&b, c)
		if c.name == "lint" {
			b.WriteString("\nFormats:\n")
			columns(&b, func(row func(cells ...string)) {
				for _, f := range formats() {
					row(f.Name, f.About)
				}
			})
			b.WriteString(lintExamples)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func writeFlags(b *strings.Builder, c *command) {
	group := "\x00" // no group
	for i := range c.flags {
		if c.flags[i].group == group {
			continue
		}
		group = c.flags[i].group
		heading := group
		if heading == "" {
			heading = "Flags"
		}
		fmt.Fprintf(b, "\n%s:\n", heading)
		columns(b, func(row func(cells ...string)) {
			for _, o := range c.flags {
				if o.group == group {
					row(o.synopsis(), o.about)
				}
			}
		})
	}
}

// synopsis shows how the flag is written.
func (o *option) synopsis() string {
	s := "--" + o.name
	if o.short != "" {
		s = "-" + o.short + ", " + s
	}
	if o.value != "" {
		s += " " + o.value
	}
	return s
}

// columns writes rows under each other, two blanks in.
func columns(b *strings.Builder, fill func(row func(cells ...string))) {
	t := tabwriter.NewWriter(b, 0, 0, 3, ' ', 0)
	fill(func(cells ...string) { _, _ = io.WriteString(t, "  "+strings.Join(cells, "\t")+"\n") })
	_ = t.Flush() // a strings.Builder takes all
}
