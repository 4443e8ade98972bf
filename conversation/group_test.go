package conversation_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/workday"
)

// TestGroups plays the group chats in testdata/groups. A line is "> who: words", "! what
// else happens" or "< words" of the bot; who is admin, approver, staff or stranger.
func TestGroups(t *testing.T) {
	t.Parallel()
	const file = "testdata/groups/nhom.txtar"
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range archive.Files {
		g := &group{link: "https://t.me/thuky_bot"}
		got := g.run(t, string(f.Data))
		if *update {
			archive.Files[i].Data = []byte(got)
		} else if got != string(f.Data) {
			t.Errorf("%s:\n%s", f.Name, diff(string(f.Data), got))
		}
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// group is one group chat as the runtime keeps it.
type group struct {
	let, hushed, names bool
	link               string
}

func (g *group) run(t *testing.T, script string) string {
	var out strings.Builder
	for line := range strings.Lines(script) {
		line = strings.TrimRight(line, "\n")
		who, words, _ := strings.Cut(strings.TrimPrefix(line, "> "), ":")
		e := conversation.GroupEvent{Kind: conversation.GroupSaid, Text: strings.TrimSpace(words)}
		switch {
		case line == "" || strings.HasPrefix(line, "<"):
			continue
		case strings.HasPrefix(line, "#"):
			fmt.Fprintln(&out, line)
			continue
		case strings.HasPrefix(line, "! "):
			verb, by, _ := strings.Cut(line[2:], " ")
			who = by
			switch verb {
			case "later":
				g.hushed = false
				fmt.Fprintf(&out, "\n%s\n", line)
				continue
			case "names":
				g.names = true
				fmt.Fprintf(&out, "\n%s\n", line)
				continue
			case "nolink":
				g.link = ""
				fmt.Fprintf(&out, "\n%s\n", line)
				continue
			}
			e = conversation.GroupEvent{Kind: conversation.GroupKind(verb), Campaign: openReport()}
		}
		e.Admin, e.Chief = who == "admin", who == "admin" || who == "approver"
		e.Let, e.Hushed, e.Names, e.Link = g.let, g.hushed, g.names, g.link
		e.Progress = func() []conversation.GroupProgress {
			return []conversation.GroupProgress{
				{Campaign: openReport(), Sent: 2, Of: 5, Owing: []string{"Trần Văn Ổi", "Lê Thị Mận", "Võ Xoài"}},
				{Campaign: report.Campaign{Title: "Báo cáo thư viện"}, Sent: 3, Of: 5, Late: true, Owing: []string{"Trần Văn Ổi", "Lê Thị Mận"}},
			}
		}
		r := conversation.Group(e)
		g.let, g.hushed = g.let || r.Let, g.hushed || r.Hush
		fmt.Fprintf(&out, "\n%s\n", line)
		for _, m := range r.Say {
			for part := range strings.SplitSeq(strings.Join([]string{m.Head, m.Text, m.Toast}, "\n"), "\n") {
				if part != "" {
					fmt.Fprintf(&out, "< %s\n", part)
				}
			}
		}
		if r.Let {
			fmt.Fprintln(&out, "< (được vào nhóm)")
		}
	}
	return out.String()
}

func openReport() report.Campaign {
	return report.Campaign{
		Title: "Báo cáo công tác dân vận", Period: "06 tháng đầu năm 2024",
		Deadline: must(workday.ParseISO("2024-05-31")), Internal: must(workday.ParseISO("2024-05-30")), InternalHour: "11:00",
	}
}

// TestGroupTotal: nothing that is said in a group makes it say much, or twice.
func TestGroupTotal(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		e := conversation.GroupEvent{
			Kind: rapid.SampledFrom([]conversation.GroupKind{conversation.GroupEntered, conversation.GroupSaid, conversation.GroupPressed, conversation.GroupOpened, conversation.GroupDeadline, conversation.GroupEnded, "other"}).Draw(t, "kind"),
			Text: rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"/nhom", "tiến độ", "/", "/x", " a ạ em"})).Draw(t, "text"), Admin: rapid.Bool().Draw(t, "admin"),
			Let: rapid.Bool().Draw(t, "let"), Hushed: rapid.Bool().Draw(t, "hushed"), Names: rapid.Bool().Draw(t, "names"),
			Link: rapid.SampledFrom([]string{"", "https://t.me/x"}).Draw(t, "link"), Campaign: openReport(),
			Progress: func() []conversation.GroupProgress {
				var names []string
				for i := range 200 {
					names = append(names, fmt.Sprintf("Nguyễn Thị Hoa Đào %d", i))
				}
				return []conversation.GroupProgress{{Campaign: openReport(), Sent: 1, Of: 201, Late: true, Owing: names}}
			},
		}
		e.Chief = e.Admin
		r := conversation.Group(e)
		if len(r.Say) > 1 || r.Hush && e.Hushed || r.Let && (!e.Admin || e.Let) {
			t.Fatalf("%+v", r)
		}
		if !e.Let && !e.Admin && e.Kind != conversation.GroupOpened && e.Kind != conversation.GroupDeadline && e.Kind != conversation.GroupEnded {
			for _, m := range r.Say {
				if strings.Contains(m.Plain(), "dân vận") || strings.Contains(m.Plain(), "Hoa") {
					t.Fatalf("a group that is not let in hears %q", m.Plain())
				}
			}
		}
		if got := chat.Degrade(r.Say, smallest); len(got) > 1 {
			t.Fatalf("too long: %d units", units(r.Say[0].Plain()))
		}
	})
}
