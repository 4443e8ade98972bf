package terminal

// NamesFile lets tests see it without a terminal.
func (t *Transport) NamesFile(line string) (string, bool) { return t.namesFile(line) }
