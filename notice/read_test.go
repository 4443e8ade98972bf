package notice

import (
	"encoding/json"
	"fmt"
	"math/rand"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"thuky/vntext"
	"thuky/workday"
)

var testDay = workday.Date{Year: 2026, Month: 3, Day: 2}

// checkReading tells what is wrong with a reading, whatever the text was.
func checkReading(t testing.TB, text string, r Reading) {
	t.Helper()
	runes := []rune(vntext.NFC(text))
	for field, p := range r.Evidence {
		if p.Start < 0 || p.Start >= p.End || p.End > len(runes) {
			t.Fatalf("%s stands at %v of %d", field, p, len(runes))
		}
	}
	words := func(field string) string { return string(runes[r.Evidence[field].Start:r.Evidence[field].End]) }
	for i, d := range r.Deadlines {
		field := fmt.Sprintf("deadlines[%d]", i)
		if _, ok := r.Evidence[field]; !ok || d.Quote != words(field) {
			t.Fatalf("%s quotes %q, and its place holds %q", field, d.Quote, words(field))
		}
		if d.Date.IsZero() && d.Rule == "" && !hasDoubt(r, field) {
			t.Fatalf("%s has no date, no rule and no doubt: %+v", field, d)
		}
		if d.Date.IsZero() != d.Effective.IsZero() || d.Effective.Compare(d.Date) > 0 {
			t.Fatalf("%s: date %s, effective %s", field, d.Date, d.Effective)
		}
		if !d.Effective.IsZero() && !(weekdays{}).IsWorking(d.Effective) {
			t.Fatalf("%s: effective %s is no working day", field, d.Effective)
		}
	}
	for field, value := range map[string]string{"number": r.Number, "issuer": r.Issuer, "subject": r.Subject, "send_to": r.SendTo, "period": r.Period, "kind": r.Kind} {
		if _, ok := r.Evidence[field]; ok != (value != "") {
			t.Fatalf("%s is %q, evidence %v", field, value, ok)
		}
		if !utf8.ValidString(value) {
			t.Fatalf("%s is broken: %q", field, value)
		}
	}
	for _, field := range []string{"subject", "send_to", "period"} { // verbatim but for line ends
		value := map[string]string{"subject": r.Subject, "send_to": r.SendTo, "period": r.Period}[field]
		if squeeze(value) != "" && !strings.Contains(squeeze(words(field)), squeeze(value)) {
			t.Fatalf("%s is %q, and its place holds %q", field, value, words(field))
		}
	}
	for i, who := range r.Recipients {
		if p := fmt.Sprintf("recipients[%d]", i); squeeze(words(p)) != squeeze(who) {
			t.Fatalf("%s is %q, and its place holds %q", p, who, words(p))
		}
	}
	if data, err := json.Marshal(r); err != nil {
		t.Fatal(err)
	} else {
		var back Reading
		if err := json.Unmarshal(data, &back); err != nil {
			t.Fatal(err)
		}
		if again, _ := json.Marshal(back); string(again) != string(data) {
			t.Fatalf("came back as\n%s\nnot\n%s", again, data)
		}
	}
}

func hasDoubt(r Reading, field string) bool {
	for _, d := range r.Doubts {
		if d.Field == field {
			return true
		}
	}
	return false
}

// allTexts are our own notices and, where they are, the shared ones.
func allTexts(t testing.TB) map[string]string {
	texts := map[string]string{}
	for _, c := range loadOwn(t) {
		texts[c.name] = c.text
	}
	return texts
}

func TestEvidence(t *testing.T) {
	t.Parallel()
	for name, text := range allTexts(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checkReading(t, text, Read(text, Options{Received: testDay}))
		})
	}
}

func TestSharedEvidence(t *testing.T) {
	t.Parallel()
	for _, s := range loadSamples(t) {
		checkReading(t, s.Text, s.read(t))
	}
}

// decompose writes letters and their marks apart, as some systems name files.
func decompose(text string) string {
	apart := map[rune]string{}
	for _, base := range "aeiouyAEIOUY" {
		for _, roof := range []string{"", "\u0302", "\u0306", "\u031b"} {
			for _, tone := range []string{"", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"} {
				marked := string(base) + roof + tone
				if runes := []rune(vntext.NFC(marked)); len(runes) == 1 {
					apart[runes[0]] = marked
				}
			}
		}
	}
	var b strings.Builder
	for _, r := range text {
		if marked, ok := apart[r]; ok {
			b.WriteString(marked)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func TestReadDecomposed(t *testing.T) {
	t.Parallel()
	for name, text := range allTexts(t) {
		if decompose(text) == text && name != "khong-dau" {
			t.Fatalf("%s is not decomposed", name)
		}
		got, want := Read(decompose(text), Options{}), Read(text, Options{})
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s reads differently when decomposed:\n%+v\n%+v", name, got, want)
		}
	}
}

// TestReadWrapped breaks the lines of the matter anywhere between two words.
func TestReadWrapped(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewSource(1))
	for name, text := range allTexts(t) {
		head, body, ok := strings.Cut(text, "Kính gửi")
		if !ok {
			continue
		}
		for range 20 {
			wrapped := head + "Kính gửi" + wrap(body, random)
			got, want := Read(wrapped, Options{}), Read(text, Options{})
			if a, b := keysOf(got), keysOf(want); a != b {
				t.Fatalf("%s, wrapped, gives %s, want %s:\n%s", name, a, b, wrapped)
			}
		}
	}
}

// wrap breaks lines where what follows does not look like a list marker.
func wrap(body string, random *rand.Rand) string {
	words := strings.Split(body, " ")
	var b strings.Builder
	for i, word := range words {
		if i > 0 {
			_, mark := newSheet(word + " a").marker(0)
			if mark == 0 && word != "" && random.Intn(4) == 0 {
				b.WriteByte('\n')
			} else {
				b.WriteByte(' ')
			}
		}
		b.WriteString(word)
	}
	return b.String()
}

func keysOf(r Reading) string {
	keys := r.Number + " " + r.Issued.String()
	for _, d := range r.Deadlines {
		keys += " " + d.Date.String() + "|" + d.Time + "|" + d.Rule
	}
	return keys
}

func TestReadNothing(t *testing.T) {
	t.Parallel()
	const want = `{"kind":null,"number":null,"issued":null,"issuer":null,"subject":null,"recipients":[],"send_to":null,"period":null,"deadlines":[],"outline":[],"evidence":{},"doubts":[]}`
	for _, text := range []string{"", " \n\t", "\u200b", "\ufeff", "\u0301"} {
		if got, err := json.Marshal(Read(text, Options{})); err != nil || string(got) != want {
			t.Errorf("%q gives %s, %v", text, got, err)
		}
	}
}

func TestSecret(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"MẬT\nUBND XÃ HOA SEN\nSố: 1/UBND": "MẬT",
		"UBND XÃ HOA SEN\nTỐI MẬT\nSố: 1":  "TỐI MẬT",
		"Độ mật: TUYỆT MẬT\nKính gửi":      "TUYỆT MẬT",
		"SỞ NỘI VỤ | MẬT | Số: 4/SNV":      "MẬT",
		"Số: 12/BC-CA (MẬT)":               "MẬT",
		"[MẬT]":                            "MẬT",
		"**MẬT**\nBáo cáo":                 "MẬT",
		"Bảo vệ bí mật nhà nước":           "",
		"CHẾ ĐỘ BÍ MẬT NHÀ NƯỚC":           "",
		"V/v BẢO VỆ BÍ MẬT":                "",
		"Mật ong rừng":                     "",
		"CÓ MẶT\nVẮNG MẶT":                 "",
		"MẶT TRẬN TỔ QUỐC":                 "",
		"":                                 "",
		"Tài liệu đóng dấu MẬT thì không gửi qua mạng": "",
	} {
		if got, ok := Secret(text); got != want || ok != (want != "") {
			t.Errorf("%q: got %q %v, want %q", text, got, ok, want)
		}
		if got, _ := Secret(decompose(text)); got != want {
			t.Errorf("%q decomposed: got %q, want %q", text, got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, text := range allTexts(f) {
		f.Add(text, true)
	}
	f.Add("Số: l/\xff\u0301 trước ngày 31/02/2026 ngày 1 0/1", false)
	f.Fuzz(func(t *testing.T, text string, known bool) {
		var opts Options
		if known {
			opts.Received = testDay
		}
		r := Read(text, opts)
		checkReading(t, text, r)
		Secret(text)
	})
}

// BenchmarkRead reads a notice of 20 pages.
func BenchmarkRead(b *testing.B) {
	var text strings.Builder
	for _, c := range loadOwn(b) {
		text.WriteString(c.text)
		text.WriteString("\n")
	}
	for text.Len() < 20*3000*14/10 { // 3,000 letters a page, and about 1.4 bytes each
		text.WriteString(text.String())
	}
	page := text.String()[:20*3000*14/10]
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		Read(page, Options{Received: testDay})
	}
}

// TestReadEndless reads texts made to cost much.
func TestReadEndless(t *testing.T) {
	t.Parallel()
	for _, piece := range []string{
		"trước ngày 5/6 ", "báo cáo trước ngày 5/6/2026 ", "hạn ", "(", "1. ", "- a\n", "số 1/AB ", "Số: 1/AB-CD\n", "Sở giao ", "ngày 1/1/2026, ", "để tổng hợp, ", "KẾ HOẠCH\n", "từ ngày 1 đến ", "V/v ", "\n\n", "12", "-", "MẬT",
		"trong 5 ngày kể từ ", "Công văn số 1/AB ngày ", "Kính gửi: ", "gửi ", "A", ", ngày ",
	} {
		text := strings.Repeat(piece, 60_000/len(piece))
		checkReading(t, text, Read(text, Options{Received: testDay}))
		Secret(text)
	}
}
