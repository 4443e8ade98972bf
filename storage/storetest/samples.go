package storetest

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"thuky/chat"
	"thuky/remind"
	"thuky/report"
	"thuky/storage"
	"thuky/workday"
)

// Records is one or more of every kind of record.
type Records struct {
	Once           []string
	Conversations  []storage.Conversation
	People         []report.Person
	Invitations    []report.Invitation
	Templates      map[string]string // version → source
	Campaigns      []report.Campaign
	Answers        []report.Answer
	Participations []storage.Participation
	Audit          []storage.AuditEntry
	Outgoing       []storage.Outgoing
	Dead           []storage.Outgoing
	Holds          []storage.Hold
	Jobs           []storage.Job
	Artifacts      map[string]storage.Artifact
	Strangers      map[string]storage.Stranger // by address
	Failures       []storage.Failed
	Versions       []storage.Approved
	Reminders      []storage.Reminder // of the campaigns, then of remind.Everything
	Days           []storage.Day
	Groups         []storage.Group
	Sessions       []storage.Session
	Lines          []storage.Line // of the chats of the sessions
	Values         map[string][]byte
	Evidence       []storage.Evidence
}

// Put stores all of it; the Seq of the outgoing messages is set.
func (r Records) Put(tx storage.Tx) error {
	var errs []error
	add := func(err error) {
		if err != nil {
			errs = append(errs, err)
		}
	}
	for _, key := range r.Once {
		_, err := tx.Once(key, noon)
		add(err)
	}
	for _, c := range r.Conversations {
		add(tx.PutConversation(c.Address, c.State))
	}
	for _, p := range r.People {
		add(tx.PutPerson(p))
	}
	for _, i := range r.Invitations {
		add(tx.PutInvitation(i))
	}
	for version, source := range r.Templates {
		add(tx.PutTemplate(version, []byte(source)))
	}
	for _, c := range r.Campaigns {
		add(tx.PutCampaign(c))
	}
	for _, a := range r.Answers {
		add(tx.PutAnswer(a))
	}
	for _, p := range r.Participations {
		add(tx.PutParticipation(p))
	}
	for _, e := range r.Audit {
		add(tx.AddAudit(e))
	}
	for _, box := range [][]storage.Outgoing{r.Outgoing, r.Dead} {
		for i := range box {
			add(tx.Enqueue(&box[i]))
		}
	}
	for _, h := range r.Holds {
		add(tx.PutHold(h.To, h.Until))
	}
	for _, j := range r.Jobs {
		add(tx.AddJob(j))
	}
	for key, a := range r.Artifacts {
		add(tx.PutArtifact(key, a))
	}
	for address, s := range r.Strangers {
		add(tx.PutStranger(mustAddress(address), s))
	}
	for _, f := range r.Failures {
		add(tx.PutFailed(f))
	}
	for _, v := range r.Versions {
		add(tx.PutVersion(v))
	}
	for _, reminder := range r.Reminders {
		add(tx.PutReminder(reminder))
	}
	for _, d := range r.Days {
		add(tx.PutDay(d))
	}
	for _, g := range r.Groups {
		add(tx.PutGroup(g))
	}
	for _, session := range r.Sessions {
		add(tx.PutSession(session))
	}
	for i := range r.Lines {
		add(tx.AddLine(&r.Lines[i]))
	}
	for key, value := range r.Values {
		add(tx.PutValue(key, value))
	}
	for _, e := range r.Evidence {
		add(tx.PutEvidence(e))
	}
	return errors.Join(errs...)
}

// readAudit reads the entries of a campaign both ways.
func readAudit(tx storage.Tx, campaign string) ([]storage.AuditEntry, error) {
	e, err := collect(tx.Audit(campaign))
	back, errBack := collect(tx.AuditBack(campaign))
	slices.Reverse(back)
	if diff := Diff(Records{Audit: e}, Records{Audit: back}); diff != "" {
		return e, fmt.Errorf("the audit of %q is another one from its end (-on +back):\n%s", campaign, diff)
	}
	return e, errors.Join(err, errBack)
}

// Read reads back the records of r, and all others that are in the same
// sequences. Once is taken over, it can only be asked by writing.
func (r Records) Read(tx storage.Tx) (Records, error) {
	got := Records{
		Once: r.Once, Templates: map[string]string{}, Artifacts: map[string]storage.Artifact{},
		Strangers: map[string]storage.Stranger{}, Values: map[string][]byte{},
	}
	var errs []error
	add := func(err error) {
		if err != nil {
			errs = append(errs, err)
		}
	}
	read := func(fill func() error) { add(fill()) }
	read(func() (err error) { got.Conversations, err = collect(tx.Conversations()); return })
	read(func() (err error) { got.People, err = collect(tx.People()); return })
	read(func() (err error) { got.Invitations, err = collect(tx.Invitations()); return })
	read(func() (err error) { got.Campaigns, err = collect(tx.Campaigns()); return })
	for _, c := range r.Campaigns {
		a, err := collect(tx.Answers(c.ID))
		add(err)
		got.Answers = append(got.Answers, a...)
		p, err := collect(tx.Participations(c.ID))
		add(err)
		got.Participations = append(got.Participations, p...)
		e, err := readAudit(tx, c.ID)
		add(err)
		got.Audit = append(got.Audit, e...)
		for v, err := range tx.Versions(c.ID) {
			add(err)
			whole, err := tx.Version(v.Campaign, v.Number)
			add(err)
			if whole.Version != v {
				add(fmt.Errorf("version %d of %q is %+v in the list and %+v alone", v.Number, v.Campaign, v, whole.Version))
			}
			got.Versions = append(got.Versions, whole)
		}
		evidence, err := readEvidence(tx, c.ID)
		add(err)
		got.Evidence = append(got.Evidence, evidence...)
		reminders, err := collect(tx.Reminders(c.ID))
		add(err)
		got.Reminders = append(got.Reminders, reminders...)
	}
	general, err := collect(tx.Reminders(remind.Everything))
	add(err)
	got.Reminders = append(got.Reminders, general...)
	e, err := readAudit(tx, "")
	add(err)
	got.Audit = append(got.Audit, e...)
	read(func() (err error) { got.Outgoing, err = collect(tx.Outbox()); return })
	read(func() (err error) { got.Dead, err = collect(tx.DeadLetters()); return })
	read(func() (err error) { got.Holds, err = collect(tx.Holds()); return })
	read(func() (err error) { got.Failures, err = collect(tx.Failures()); return })
	read(func() (err error) { got.Days, err = collect(tx.Days()); return })
	read(func() (err error) { got.Groups, err = collect(tx.Groups()); return })
	read(func() (err error) { got.Sessions, err = collect(tx.Sessions()); return })
	for _, session := range r.Sessions {
		lines, err := collect(tx.LinesAfter(session.Address, 0))
		add(err)
		got.Lines = append(got.Lines, lines...)
	}
	for key := range r.Values {
		value, err := tx.Value(key)
		add(err)
		got.Values[key] = value
	}
	got.Jobs = r.Jobs // only a writer can claim them
	for version := range r.Templates {
		source, err := tx.Template(version)
		add(err)
		got.Templates[version] = string(source)
	}
	for key := range r.Artifacts {
		a, err := tx.Artifact(key)
		add(err)
		got.Artifacts[key] = a
	}
	for address := range r.Strangers {
		s, err := tx.Stranger(mustAddress(address))
		add(err)
		got.Strangers[address] = s
	}
	return got, errors.Join(errs...)
}

// Samples is every kind of record with every field set somewhere. The stored
// samples of releases hold the same, so it only ever changes together with a new
// set of them.
func Samples() Records {
	mai := chat.Address{Platform: "telegram", ID: "1001"}
	web := chat.Address{Platform: "web", ID: "8f3c"}
	day := workday.Date{Year: 2024, Month: 5, Day: 28}
	old, new := report.NumberValue(26), report.NumberValue(26.5)
	yes := true
	due := remind.Deadline{Date: workday.Date{Year: 2024, Month: 5, Day: 31}, Hour: 11 * 60}
	return Records{
		Once: []string{"telegram/81231", "telegram/81232"},
		Conversations: []storage.Conversation{
			{Address: mai, State: json.RawMessage(`{"v":1,"at":"cau-5"}`)},
			{Address: chat.Address{Platform: "terminal", ID: "local"}, State: json.RawMessage(`{}`)},
		},
		People: []report.Person{
			{ID: "p1", Name: "Nguyễn Thị Mai Ươm", Role: report.Admin, Unit: "Văn phòng", Joined: hour(-48), Addresses: []report.Contact{
				{Address: "telegram:1001"}, {Address: "terminal:local", Unreachable: true, Closed: true},
			}, Last: "telegram:1001"},
			{ID: "p2", Name: "Trần Văn Đỗ", Role: report.Staff, Joined: hour(-24), Call: "thầy", Away: &report.Away{StandIn: "p3", Since: noon}},
			{ID: "p3", Name: "Lò Thị Ươm", Role: report.Staff, Call: "cô", StandsFor: []string{"p2"}, Consent: &report.Consent{Notice: "ab12", At: hour(-20), Channel: "zalo", Ended: noon}},
		},
		Invitations: []report.Invitation{
			{Hash: strings.Repeat("ab", 32), Role: report.Approver, Uses: 3, Expires: hour(168), Created: noon},
			{Hash: strings.Repeat("cd", 32), Role: report.Staff, Uses: 1, Expires: hour(1), Created: noon, Person: "p2"},
		},
		Templates: map[string]string{"f00d": "id = \"thu\"\ntitle = \"Báo cáo thử\"\n", "beef": ""},
		Campaigns: []report.Campaign{
			{
				ID: "dan-van-2024-1", Template: "dan-van-6-thang", Version: "f00d", Title: "Báo cáo công tác dân vận",
				Period: "06 tháng đầu năm 2024", Deadline: workday.Date{Year: 2024, Month: 5, Day: 31}, DeadlineHour: "11:00", Number: "12", Date: day,
				Status: report.Closed, Opened: hour(-24), ClosedAt: hour(1),
				Notice: &report.Notice{Kind: "công văn", Number: "764/UBND-HC", Issued: day, Issuer: "Ủy ban nhân dân xã Hoa Sen", Subject: "báo cáo công tác", SendTo: "Phòng Văn hóa - Xã hội"},
			},
			{
				ID: "thu-vien-1", Template: "thu-vien", Version: "beef", Title: "Thư viện", Status: report.Open, Opened: noon,
				Newer: "cafe", Internal: day, InternalHour: "16:00", InternalFixed: true, CutOff: workday.Date{Year: 2024, Month: 6, Day: 14},
				Assignments: []report.Assignment{{Question: "so", People: []string{"p2", "p1"}, Had: []string{"p3"}}, {Question: "ly_do", People: []string{}}},
			},
		},
		Answers: []report.Answer{
			{
				Campaign: "dan-van-2024-1", Question: "chon", Person: "p1", Value: report.ListValue([]string{"Tốt", "Khá"}),
				Author: "p1", Channel: "telegram", At: noon, Revision: 1,
			},
			{
				Campaign: "dan-van-2024-1", Question: "danh_gia", Person: "p1", Value: report.TextValue("Đoạn một.\n- Đoạn <hai> & \"ba\""),
				Parts: []report.Part{{Message: "11", Text: "Đoạn một."}, {Text: "- Đoạn <hai> & \"ba\""}}, Carried: true,
				Author: "p2", Channel: "telegram", At: hour(1), Revision: 3,
			},
			{Campaign: "dan-van-2024-1", Question: "ngay", Person: "p1", Value: report.DateValue(day), Author: "p1", Channel: "terminal", At: noon, Revision: 1},
			{Campaign: "dan-van-2024-1", Question: "so", Person: "p1", Value: new, Author: "p1", Channel: "terminal", At: noon, Revision: 1},
			{Campaign: "dan-van-2024-1", Question: "so", Person: "p2", Value: report.Value{Yes: &yes}, Author: "p2", Channel: "terminal", At: noon, Revision: 1},
			{
				Campaign: "thu-vien-1", Question: "anh", Person: "p2", Author: "p2", Channel: "telegram", At: noon, Revision: 1,
				Value: report.FilesValue([]report.File{
					{Hash: strings.Repeat("2f", 32), Name: "san-truong.jpg", Kind: "jpg", Size: 5, Caption: "Sân trường", Width: 1600, Height: 1200, Message: "12"},
					{Hash: strings.Repeat("3a", 32), Name: "Kế hoạch.pdf", Kind: "pdf", Size: 4},
				}),
				Parts: []report.Part{{Message: "12", Text: "Sân trường"}},
			},
			{
				Campaign: "thu-vien-1", Question: "bang", Person: "p2", Author: "p2", Channel: "telegram", At: noon, Revision: 1,
				Value: report.TableValue([]report.Row{{"ten": report.TextValue("Lớp 5A"), "so": new, "ngay": report.DateValue(day)}, {"ten": report.TextValue("Lớp 5B")}}),
			},
			{Campaign: "thu-vien-1", Question: "ly_do", Person: "p2", Skipped: true, Reason: "chưa có số liệu", Accepted: true, Author: "p2", Channel: "telegram", At: noon, Revision: 2},
		},
		Participations: []storage.Participation{
			{Campaign: "dan-van-2024-1", Person: "p1", Started: noon, Given: true, Submitted: hour(2)},
			{Campaign: "dan-van-2024-1", Person: "p2", Started: noon, Muted: hour(12), Unheard: true, Returns: []report.Return{
				{Campaign: "dan-van-2024-1", Question: "so", Comment: "ghi cả học sinh lớp ghép", By: "p1", At: hour(3), Revision: 1},
			}},
		},
		Audit: []storage.AuditEntry{
			{At: noon, Campaign: "dan-van-2024-1", Question: "so", Person: "p1", Channel: "telegram", Action: "answer", Old: &old, New: &new},
			{At: hour(-1), Campaign: "dan-van-2024-1", Person: "p1", Channel: "telegram", Action: "submit"},
			{At: hour(3), Campaign: "dan-van-2024-1", Question: "so", Person: "p1", Whose: "p2", Channel: "telegram", Action: "return", Note: "ghi cả học sinh lớp ghép"},
			{At: noon, Person: "p2", Channel: "telegram", Action: "join", Note: "bằng lời mời"},
		},
		Outgoing: []storage.Outgoing{
			{Seq: 1, Key: "telegram/81231/1", To: mai, Created: noon, Asked: hour(-1), Message: chat.Message{
				Lead: "✓ Đã ghi câu 4.", Head: "Câu 5/21", Text: "Số viên chức?", Edit: "77", Ack: "press-1", Toast: "Đã ghi",
				Choices: []chat.Choice{{ID: "skip", Label: "Bỏ qua", Word: "bỏ qua", Row: true}, {ID: "1", Label: "Ghi \"Không\""}},
			}},
			{
				Seq: 2, Key: "telegram/81231/2", To: mai, Created: noon, NotBefore: hour(3), Expires: hour(8), Attempts: 2, Done: 1, LastError: "send: temporary", Low: true, Vital: true,
				Message: chat.Message{File: &chat.File{Name: "Báo cáo.docx", MIME: "application/octet-stream", Artifact: "draft/1"}},
			},
		},
		Dead: []storage.Outgoing{
			{Seq: 3, Key: "telegram/81232/1", To: mai, Created: noon, Dead: true, Closed: true, Attempts: 9, LastError: "send: rejected", Message: chat.Message{Text: "…"}},
		},
		Holds: []storage.Hold{{To: "telegram", Until: hour(1)}, {To: "telegram:1001", Until: noon}},
		Jobs: []storage.Job{
			{Key: "draft/1", Kind: "draft", Payload: json.RawMessage(`{"campaign":"dan-van-2024-1"}`), Created: noon, Attempts: 1},
		},
		Artifacts: map[string]storage.Artifact{
			"draft/1": {Name: "Báo cáo.docx", MIME: "application/octet-stream", Created: noon, Data: []byte{0, 1, 2, 0xff, 'P', 'K'}},
			"draft/0": {Name: "rỗng", MIME: "text/plain", Created: hour(-100)},
		},
		Strangers: map[string]storage.Stranger{"telegram:9": {Count: 4, First: hour(-1), Last: noon}},
		Failures:  []storage.Failed{{Key: "telegram/81230", At: noon, Error: "panic: …", Raw: []byte("{\"update_id\":81230}\x00")}},
		Versions: []storage.Approved{
			{Version: report.Version{
				Campaign: "dan-van-2024-1", Number: 1, SHA256: strings.Repeat("0d", 32), Basis: strings.Repeat("1e", 32),
				By: "p1", Name: "Nguyễn Thị Mai Ươm", At: hour(4), File: "Báo cáo.docx", MIME: "application/octet-stream",
			}, Data: []byte{'P', 'K', 0, 0xff}},
			{Version: report.Version{Campaign: "dan-van-2024-1", Number: 2, By: "p1", At: hour(5)}, Data: []byte{'P', 'K', 1}},
		},
		Reminders: []storage.Reminder{
			{Campaign: "dan-van-2024-1", Person: remind.Admins, Kind: remind.AdminsBefore, Deadline: due, At: hour(20), Until: hour(48)},
			{Campaign: "dan-van-2024-1", Person: "p2", Kind: "before-1", Deadline: due, At: hour(-5), Until: hour(19), Done: noon, Outcome: storage.ReminderSent},
			{Campaign: "dan-van-2024-1", Person: "p2", Kind: "day-0730", Deadline: due, At: hour(19), Until: hour(27)},
			{Campaign: remind.Everything, Person: "p2", Kind: remind.Asked, At: hour(2), Until: hour(26)},
		},
		Days: []storage.Day{
			{Day: workday.Day{Date: day, Kind: workday.Holiday, Name: "Ngày truyền thống", Status: workday.Official}, By: "p1", At: noon},
			{Day: workday.Day{Date: workday.Date{Year: 2026, Month: 11, Day: 23}, Kind: workday.Removed, Status: workday.Official, Note: "chưa có thông báo"}, By: "p1", At: hour(1)},
			{Day: workday.Day{
				Date: workday.Date{Year: 2026, Month: 12, Day: 25}, Kind: workday.Swapped, Name: "Nghỉ hoán đổi", Status: workday.Official,
				Pair: workday.Date{Year: 2026, Month: 12, Day: 26}, When: workday.SaturdaySunday, Source: "Thông báo số 12/TB-UBND", Audience: "trường học",
			}, By: "p1", At: hour(2)},
			{Day: workday.Day{
				Date: workday.Date{Year: 2026, Month: 12, Day: 28}, Kind: workday.Compensated, Name: "Nghỉ bù", Status: workday.Official,
				For: workday.Date{Year: 2026, Month: 12, Day: 27},
			}, By: "p1", At: hour(2)},
		},
		Groups: []storage.Group{
			{Address: chat.Address{Platform: "telegram", ID: "-1001"}, Title: "Hội đồng sư phạm", By: "p1", At: noon, Told: []string{"dan-van-2024-1", "thu-vien-1"}, Ended: []string{"dan-van-2024-1"}, Moved: []string{"thu-vien-1"}},
		},
		Sessions: []storage.Session{
			{Hash: "5e55", Address: web, Created: noon, Seen: hour(1), Expires: hour(720), Agent: "Firefox, Android"},
		},
		Lines: []storage.Line{
			{
				Chat: web, Seq: 1, Key: "out/1", At: noon, Changed: hour(1), Pressed: "3:back",
				Message: chat.Message{Head: "Câu 1/3", Text: "Sĩ số?", Choices: []chat.Choice{{ID: "3:back", Label: "Quay lại"}}, Picture: &chat.File{Name: "trang-1.png", MIME: "image/png", Artifact: "p1"}, Thumbs: []chat.File{{Name: "Sân trường", MIME: "image/jpeg", Artifact: "evidence/thu-vien-1/2f"}}},
			},
			{
				Chat: web, Seq: 2, Key: "in/a", At: hour(1), Mine: true, Message: chat.Message{Text: "Ảnh ạ", Copy: true},
				Attachment: &chat.Attachment{ID: "up/1", Name: "anh.jpg", MIME: "image/jpeg", Size: 1024},
			},
		},
		Values: map[string][]byte{"web/key": {0, 1, 255}, "sent/zalo/2026-11": []byte("2100")},
		Evidence: []storage.Evidence{
			{Campaign: "dan-van-2024-1", Hash: strings.Repeat("2f", 32), MIME: "image/jpeg", Size: 5, At: noon, Data: []byte("\xff\xd8\xff\xe0\x00"), Thumb: []byte("\xff\xd8\xff")},
			{Campaign: "thu-vien-1", Hash: strings.Repeat("2f", 32), MIME: "application/pdf", Size: 4, At: hour(1), Data: []byte("%PDF")},
		},
	}
}

// outgoing is a small message to send.
func outgoing(key string) storage.Outgoing {
	return storage.Outgoing{Key: key, To: chat.Address{Platform: "telegram", ID: "7"}, Created: noon, Message: chat.Message{Text: "Dạ " + key}}
}

func mustAddress(text string) chat.Address {
	a, err := chat.ParseAddress(text)
	if err != nil {
		panic(fmt.Sprintf("storetest: %v", err)) // unreachable: the suite's own texts
	}
	return a
}
