package notice

// Read reads a notice. It is total: any text gives a Reading, at worst an empty one.
func Read(text string, opts Options) Reading {
	return Reading{}
}
