package cli

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

const intro = `tenantlint checks tenant topology manifests against the documented rules of Microsoft Entra and Power Platform.

`

const outro = `
Examples:
  tenantlint                                    check the repository
  tenantlint tenants/ shared.yaml               check a folder and a file
  tenantlint --output sarif=tenantlint.sarif    also write SARIF
  tenantlint explain domain/federated-once      explain a rule

Flags and details of a command: tenantlint help COMMAND
Exit codes: 0 no errors, 1 findings, 2 could not do the job, 3 nothing to check, 130 interrupted
`

const lintHelp = `PATH is a file, a folder, or "-" for standard input; without one the repository
is checked, from the nearest folder above that contains .tenantlint.yaml or .git.
A folder is searched for YAML and JSON that begins with the header of a manifest;
.git, node_modules, .terraform and symbolic links are skipped unless named.
Write ./schema for a folder that has the name of a command.

RULE is an id such as domain/federated-once, or a group such as domain; separate
several with commas, or repeat the flag. Flags may come before or after paths;
after "--" nothing is a flag. Most flags can be set in the environment, such as
TENANTLINT_FAIL_ON for --fail-on; a repeated flag takes one value per line there.
A flag on the command line overrides its variable.

A comment "# tenantlint:ignore RULE -- reason" suppresses the findings of its line,
or of the next line if it is on a line of its own; before the first key of a
document it suppresses those of the whole document. "until 2027-01-31" at its end
makes it expire.

The text report goes to standard output; --format changes it, and each --output
adds a report. Reports in files appear only when they are complete.
`

const inputHelp = `The output is the document that a policy reads as input; use it to write or test one.
PATH, flags and their variables work as in "tenantlint lint".
`

const fixHelp = `It repairs misspelled keys and values, names and ids that are not in canonical form,
mistyped references, repeated entries of a list, and an Azure region given as a location,
each only if exactly one answer is right. Comments, quotes and line ends are kept.
A repair is dropped if it would change anything else, or cause a finding as severe.

PATH works as in "tenantlint lint"; if it covers only part of the repository,
references are not repaired. Suppressed and baselined findings are not repaired.
"-" is standard input: the repaired text goes to standard output, and other paths
only provide what it refers to.

Exit codes: 0 nothing to fix, or fixed; 1 fixes shown but not written;
2 could not do the job, 3 nothing to check, 130 interrupted
`

const importHelp = `It reads what Microsoft Graph, Power Platform and the tools around them export: files,
folders, or "-" for standard input. Each file is recognized by its content; the exports of
one tenant are merged, and one manifest is written per tenant. Nothing is sent anywhere:
you make the exports yourself, see internal/importer/EXPORTS.md.

A field that no export contains is listed under "unknown", so that no rule checks it. An
existing manifest is edited in place: only what an export contains changes; comments, order
and names are kept, and what is no longer exported is reported.

Examples:
  tenantlint import exports/ --to topology --write && tenantlint topology
  az rest --url https://graph.microsoft.com/v1.0/domains | tenantlint import - --tenant contoso

Exit codes: 0 nothing to change, or written; 1 changes shown but not written;
2 could not do the job, 3 no export, 130 interrupted
`

const driftHelp = `It reads exports as "tenantlint import" does, and reports where the live tenants differ from
the manifests, at the line of the manifest: what changed, what is missing, what no manifest
declares, and what was renamed. The rules of the group "change" evaluate the difference; live
settings that are weaker than declared are errors. Only fields that both sides contain are
compared; the report lists the others. PATH, after "--", works as in "tenantlint lint".

A single page of an export, or an export with less than half of what is declared, counts as
partial: nothing is reported as missing from it. To accept the live state, run "tenantlint
import --write"; to accept one deviation, suppress it with a reason or write a baseline: it
is reported again once the value changes again.

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

const completionHelp = `SHELL is bash, zsh, fish or powershell. To load it in every session:

  bash         echo 'source <(tenantlint completion bash)' >> ~/.bashrc
  zsh          tenantlint completion zsh > "${fpath[1]}/_tenantlint"
  fish         tenantlint completion fish > ~/.config/fish/completions/tenantlint.fish
  powershell   tenantlint completion powershell >> $PROFILE
`

// writeHelp writes the help of a command, or of the program if c is nil.
func writeHelp(w io.Writer, c *command) error {
	var b strings.Builder
	if c == nil {
		b.WriteString(intro + "Usage:\n  tenantlint [PATH...] [flags]\n  tenantlint COMMAND [flags]\n\nCommands:\n")
		columns(&b, func(row func(cells ...string)) {
			for _, c := range commands() {
				row(c.name, c.summary)
			}
			row("help", "show the help of a command")
		})
		b.WriteString(outro)
	} else {
		fmt.Fprintf(&b, "tenantlint %s: %s\n\nUsage:\n  tenantlint %s", c.name, c.summary, strings.TrimSpace(c.name+" "+c.args))
		if len(c.flags) > 0 {
			b.WriteString(" [flags]")
		}
		b.WriteString("\n")
		if len(c.aliases) > 0 {
			fmt.Fprintf(&b, "\nAliases: %s\n", strings.Join(c.aliases, " and "))
		}
		if c.details != "" {
			b.WriteString("\n" + c.details)
		}
		writeFlags(&b, c)
		if c.name == "lint" {
			b.WriteString("\nFormats:\n")
			columns(&b, func(row func(cells ...string)) {
				for _, f := range formats() {
					row(f.Name, f.Summary)
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
					row(o.synopsis(), o.summary)
				}
			}
		})
	}
}

// synopsis returns the flag as the help shows it, such as "-q, --quiet".
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

// columns writes rows in aligned columns, indented by two spaces.
func columns(b *strings.Builder, fill func(row func(cells ...string))) {
	t := tabwriter.NewWriter(b, 0, 0, 3, ' ', 0)
	fill(func(cells ...string) { _, _ = io.WriteString(t, "  "+strings.Join(cells, "\t")+"\n") })
	_ = t.Flush() // writes to a strings.Builder never fail
}
