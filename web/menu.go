package web

// menuEntries is the menu in its order: who sees an entry, and on which pages it is marked.
var menuEntries = []struct {
	name, link string
	who        access
	pages      []string
}{
	{menuDesk, "/quan-ly", overseer, []string{
		"desk", "campaign", "assigning", "question", "confirm", "draft", "draft-text", "versions", "pdf", "new-report", "plan", "reading", "secret",
	}},
	{menuChat, "/tro-chuyen", member, []string{"chat", "line"}},
	{menuOwn, "/cua-toi", member, []string{"own", "record", "mydata", "leaving"}},
	{menuPeople, "/quan-ly/nguoi", overseer, []string{"people", "person", "sheet"}},
	{menuTemplates, pathTemplates, overseer, []string{"templates", "template", "proposal"}},
	{menuCalendar, "/quan-ly/lich", overseer, []string{"calendar"}},
	{menuRegister, "/quan-ly/du-lieu", overseer, []string{"register"}},
	{menuJournal, "/quan-ly/nhat-ky", overseer, []string{"journal"}},
	{menuMessages, "/quan-ly/tin-nhan", overseer, []string{"messages"}},
	{menuStanding, "/quan-ly/tinh-trang", admin, []string{"standing"}},
	{menuBackups, "/quan-ly/sao-luu", admin, []string{"backups"}},
}
