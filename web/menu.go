package web

// menuEntries is the menu in its order: who sees an entry, and on which pages it is marked.
var menuEntries = []struct {
	name, link string
	who        access
	pages      []string
}{
	{menuChat, "/tro-chuyen", member, []string{"chat", "line"}},
	{menuOwn, "/cua-toi", member, []string{"own", "record"}},
	{menuPeople, "/quan-ly/nguoi", overseer, []string{"people", "person", "sheet"}},
	{menuMessages, "/quan-ly/tin-nhan", overseer, []string{"messages"}},
	{menuBackups, "/quan-ly/sao-luu", admin, []string{"backups"}},
	{menuNewReport, pathNewReport, admin, []string{"new-report", "plan", "reading", "secret"}},
	{menuTemplates, pathTemplates, overseer, []string{"templates", "template"}},
}
