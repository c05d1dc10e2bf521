package manifest

import "strings"

// blockScalar parses a block scalar that is indented more than the given column and moves to the line after it. It does
// not support indentation indicators, "+" chomping, blank lines with extra indentation, or more-indented lines in a
// folded scalar.
//
//nolint:gocognit // the lines of one scalar, in one loop
func (r *plainReader) blockScalar(column int) *Node {
	start, folded := r.pos, r.data[r.pos] == '>'
	r.pos++
	strip := r.pos < r.eol && r.data[r.pos] == '-'
	if strip {
		r.pos++
	}
	if !r.atLineEnd() || !r.enterLine(r.line+1) || r.pos == r.eol || r.data[r.pos] == '\t' || r.indent <= column {
		return nil
	}
	indent := r.indent
	text := r.blockText[:0]
	end, empty := r.eol, 0
	for {
		if r.pos == r.eol {
			if r.indent > indent {
				return nil
			}
			empty++
		} else {
			if r.indent < indent {
				if r.data[r.pos] == '\t' {
					return nil
				}
				break
			}
			at := r.lines[r.line] + indent
			if folded && (r.data[at] == ' ' || r.data[at] == '\t') {
				return nil
			}
			switch {
			case len(text) == 0:
			case !folded:
				empty++
				fallthrough
			case empty > 0:
				text = append(text, strings.Repeat("\n", empty)...)
			default:
				text = append(text, ' ')
			}
			text = append(text, r.fileText[at:r.eol]...)
			end, empty = r.eol, 0
		}
		if !r.enterLine(r.line + 1) {
			break
		}
	}
	if !strip && end < r.chunk.end {
		text = append(text, '\n')
	}
	n := r.node(String, start, end)
	if n == nil {
		return nil
	}
	n.Text, r.blockText = string(text), text
	r.line-- // this line may be a comment
	if !r.nextLine() {
		return nil
	}
	return n
}
