package web

// menuEntries is the menu in its order: who sees an entry, and on which pages it is marked.
var menuEntries = []struct {
	name, link string
	who        access
	pages      []string
}{
	{menuChat, "/tro-chuyen", member, []string{"chat"}},
}
