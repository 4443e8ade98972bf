package bot_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"thuky/bot"
	"thuky/report"
	"thuky/storage"
)

// outlinedPaper is a notice with an outline that no template fits; all names are invented.
const outlinedPaper = `ỦY BAN NHÂN DÂN               CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ HOA SEN                      Độc lập - Tự do - Hạnh phúc

Số: 19/UBND-VX                 Hoa Sen, ngày 01 tháng 01 năm 2000
V/v báo cáo công tác y tế trường học năm 1999

Kính gửi: Các trường trên địa bàn xã.

Ủy ban nhân dân xã đề nghị các trường báo cáo trước ngày 14/01/2000 với các nội dung sau:

I. Công tác chỉ đạo

1. Kế hoạch y tế trường học

2. Tổng số cán bộ y tế

Nơi nhận:
- Như trên.
`

// rack is a library that takes templates in.
type rack struct {
	mu      sync.Mutex
	all     []*report.Template // under mu
	renewed bool               // under mu
	err     error              // under mu: why nothing is kept
	tried   int                // under mu
}

func (k *rack) keep(t *report.Template) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.tried++
	if k.err != nil {
		return k.err
	}
	k.all, k.renewed = append(k.all, t), true
	return nil
}

func (k *rack) changed() ([]*report.Template, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	was := k.renewed
	k.renewed = false
	return append([]*report.Template{}, k.all...), was
}

func (k *rack) fail(err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.err = err
}

func (k *rack) tries() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.tried
}

// TestKeepTemplate: a template that an admin has made of an outline is kept beside the
// transaction, and the report is opened with it.
func TestKeepTemplate(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		err  error
		says string // of the failure, before it works
	}{
		"at once":        {nil, ""},
		"a full disk":    {&report.Refusal{Text: "Dạ, ổ đĩa đã đầy."}, "ổ đĩa đã đầy"},
		"never, for now": {errors.New("input/output error"), "trục trặc kỹ thuật"},
	} {
		bubble(t, name, func(t *testing.T, s storage.Store) {
			addPeople(t, s, staff("An"), admin("Chi"))
			f, shelf := newFake("fake"), &rack{all: []*report.Template{mustTemplate(t)}, err: c.err}
			r := startWith(t, bot.Config{
				Store: s, Draft: plainDraft, Reminders: mustPlanner(t), Library: shelf.all, LibraryRenewed: shelf.changed, KeepTemplate: shelf.keep,
			}, f)
			r.talk("Chi", outlinedPaper, "xong", "lập mẫu", "lưu mẫu")
			if c.err != nil {
				until(t, "2000-01-01 12:00")
				want(t, f, "Chi", c.says)
				if n := len(campaignsOf(t, s)); n != 0 {
					t.Fatalf("%d campaigns", n)
				}
				shelf.fail(nil)
				r.talk("Chi", "lưu mẫu")
			}
			synctest.Wait()
			want(t, f, "Chi", "em đã lưu mẫu «Báo cáo công tác y tế trường học»")
			r.talk("Chi", "mở")
			synctest.Wait()
			if all := campaignsOf(t, s); len(all) != 1 || all[0].Template != "y-te-truong-hoc" {
				t.Fatalf("opened: %+v", all)
			}
			if m := f.last("An"); !strings.Contains(m, "kế hoạch y tế trường học") {
				t.Errorf("An hears %q", m)
			}
			r.stop()
		})
	}
}

// TestKeepTemplate_demoted: who is no admin any more keeps nothing.
func TestKeepTemplate_demoted(t *testing.T) {
	t.Parallel()
	bubble(t, "meanwhile", func(t *testing.T, s storage.Store) {
		addPeople(t, s, admin("Chi"), admin("Em"))
		f, shelf := newFake("fake"), &rack{all: []*report.Template{mustTemplate(t)}, err: errors.New("later")}
		r := startWith(t, bot.Config{
			Store: s, Draft: plainDraft, Library: shelf.all, LibraryRenewed: shelf.changed, KeepTemplate: shelf.keep,
		}, f)
		r.talk("Chi", outlinedPaper, "xong", "lập mẫu", "lưu mẫu")
		synctest.Wait()
		update(t, s, func(tx storage.Tx) error {
			for p, err := range tx.People() {
				if err != nil {
					return err
				}
				if p.Name == "Chi" {
					p.Role = report.Staff
					return tx.PutPerson(p)
				}
			}
			return nil
		})
		shelf.fail(nil)
		was := shelf.tries()
		until(t, "2000-01-01 12:00")
		if n := shelf.tries(); n != was {
			t.Errorf("tried %d times more", n-was)
		}
		r.stop()
	})
}
