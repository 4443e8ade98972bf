package pdf

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestStore compares the store with a plain list, last used first.
func TestStore(t *testing.T) {
	t.Parallel()
	type held struct{ page, size int }
	rapid.Check(t, func(rt *rapid.T) {
		const limit = 4 * (overhead + 100)
		s := newStore(limit)
		var want []held
		for range rapid.IntRange(1, 60).Draw(rt, "steps") {
			page := rapid.IntRange(0, 8).Draw(rt, "page")
			at := slices.IndexFunc(want, func(h held) bool { return h.page == page })
			switch put := rapid.Bool().Draw(rt, "put"); {
			case put:
				size := rapid.IntRange(0, 3*limit/4).Draw(rt, "size")
				s.put(entry{page: page}, value{data: make([]byte, size)})
				if at >= 0 {
					want = slices.Delete(want, at, at+1)
				}
				if size+overhead <= limit/2 {
					want = slices.Insert(want, 0, held{page, size})
				}
				for sum := 0; ; sum = 0 {
					for _, h := range want {
						sum += h.size + overhead
					}
					if sum <= limit {
						break
					}
					want = want[:len(want)-1]
				}
			default:
				v, ok := s.get(entry{page: page})
				if ok != (at >= 0) || ok && len(v.data) != want[at].size {
					rt.Fatalf("page %d: got %v, %d bytes", page, ok, len(v.data))
				}
				if ok {
					h := want[at]
					want = slices.Insert(slices.Delete(want, at, at+1), 0, h)
				}
			}
			var got []held
			used := 0
			for e := s.order.Front(); e != nil; e = e.Next() {
				got = append(got, held{kept(e).at.page, len(kept(e).v.data)})
				used += kept(e).size()
			}
			if !slices.Equal(got, want) || used != s.used || len(s.items) != len(got) {
				rt.Fatalf("holds %v (%d bytes, says %d, %d entries), want %v", got, used, s.used, len(s.items), want)
			}
		}
	})
}

func TestFlightPanics(t *testing.T) {
	t.Parallel()
	var f flights[int, int]
	_, err := f.do(t.Context(), 1, func(context.Context) (int, error) { panic("ối") })
	if err == nil || !strings.Contains(err.Error(), "ối") {
		t.Errorf("got %v", err)
	}
	if got, err := f.do(t.Context(), 1, func(context.Context) (int, error) { return 7, nil }); got != 7 || err != nil {
		t.Errorf("the next: %d, %v", got, err)
	}
}

func TestEncode(t *testing.T) {
	t.Parallel()
	m := image.NewRGBA(image.Rect(0, 0, 9, 7))
	for i := range m.Pix {
		m.Pix[i] = 255
	}
	m.SetRGBA(3, 2, color.RGBA{20, 20, 20, 255})
	same := func(want color.Model) {
		t.Helper()
		var b bytes.Buffer
		if err := encode(&b, m); err != nil {
			t.Fatal(err)
		}
		got, err := png.Decode(&b)
		if err != nil || got.ColorModel() != want || got.Bounds() != m.Bounds() {
			t.Fatalf("got %v of %v, %v", got.Bounds(), got.ColorModel(), err)
		}
		for y := range 7 {
			for x := range 9 {
				if a, b := fmt.Sprint(got.At(x, y).RGBA()), fmt.Sprint(m.At(x, y).RGBA()); a != b {
					t.Errorf("%d,%d: got %s, want %s", x, y, a, b)
				}
			}
		}
	}
	same(color.GrayModel)
	m.SetRGBA(8, 6, color.RGBA{255, 255, 0, 255})
	same(color.RGBAModel)
}

// TestStamp: what does not look as expected stays as it is.
func TestStamp(t *testing.T) {
	t.Parallel()
	file := draft(t)
	digest := sum{0xab, 0xcd, 15: 0x01}
	const id, check = "0B1B5CCA25ECBB4BB6FFE333A77D5227", "80176872A11165D59705FE4481AC6476"
	end := "/CreationDate(D:20261127234225Z')>>\n" + strings.Repeat("0000087950 00000 n \n", 9000) + "trailer\n/ID [ <" + id + ">\n<" + id + "> ]\n/DocChecksum /" + check + "\n>>"
	got := []byte("%PDF-1.6 " + end)
	stamp(got, file, digest)
	text := string(got)
	if strings.Count(text, "ABCD0000000000000000000000000001") != 3 || !strings.Contains(text, "D:20260504080910Z'") || len(got) != 9+len(end) {
		t.Errorf("got %s … %s", text[:60], text[len(text)-150:])
	}
	for name, c := range map[string]struct{ pdf, docx string }{
		"no time":  {end, "PK"},
		"no end":   {"/CreationDate(D:20261127234225Z')", string(file)},
		"no date":  {end[20:], string(file)},
		"two":      {"/CreationDate(D:20261127234225Z')" + end, string(file)},
		"far away": {end[:40] + strings.Repeat(" ", tailSize) + end[40:], string(file)},
		"empty":    {"", ""},
	} {
		got := []byte(c.pdf)
		stamp(got, []byte(c.docx), digest)
		if string(got) != c.pdf {
			t.Errorf("%s: it was changed", name)
		}
	}
}

// FuzzStamp: whatever the files are, the PDF keeps its length and all before its tail.
func FuzzStamp(f *testing.F) {
	f.Add([]byte("/CreationDate(D:20261127234225Z')\n/ID [ <0B1B5CCA25ECBB4BB6FFE333A77D5227>\n<0B1B5CCA25ECBB4BB6FFE333A77D5227> ]\n/DocChecksum /80176872A11165D59705FE4481AC6476"), draft(f))
	f.Fuzz(func(t *testing.T, pdf, docx []byte) {
		got := bytes.Clone(pdf)
		stamp(got, docx, sum{})
		if head := max(0, len(pdf)-tailSize); len(got) != len(pdf) || !bytes.Equal(got[:head], pdf[:head]) {
			t.Error("changed what it must not")
		}
	})
}
