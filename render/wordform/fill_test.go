package wordform_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thuky/render"
	"thuky/render/docx"
	"thuky/render/wordform"
	"thuky/report"
)

// TestStarter: the form to begin with prints what is printed without a form.
func TestStarter(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*render.Input){
		"full": func(*render.Input) {},
		"no addressees": func(in *render.Input) {
			in.Template = readTemplate(t, strings.Replace(twoSections, `addressees = ["UBND xã Hoa Sen"]`, "", 1))
		},
		"gaps":   func(in *render.Input) { in.Answers, in.Campaign.Notice, in.Campaign.Period = nil, nil, "" },
		"number": func(in *render.Input) { in.Campaign.Number = "7" },
		"long":   func(in *render.Input) { *in = reference(t) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			form := starter(t)
			result, err := wordform.Check(form, []*report.Template{small(t).Template})
			if err != nil || len(result.Problems) > 0 {
				t.Fatalf("the starter: %v %+v", err, result.Problems)
			}
			in := small(t)
			change(&in)
			got := checked(t, form, in)
			var plain bytes.Buffer
			if err := docx.Write(&plain, render.Build(in)); err != nil {
				t.Fatal(err)
			}
			_, want := partsOf(t, plain.Bytes())
			if diff := cmp.Diff(textOf(t, want["word/document.xml"]), textOf(t, got["word/document.xml"])); diff != "" {
				t.Errorf("without a form, with it (-want +got):\n%s", diff)
			}
		})
	}
}

// TestAwkward: forms as people and programs make them come out whole.
func TestAwkward(t *testing.T) {
	t.Parallel()
	for name, c := range awkward() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			after := checked(t, c.file.bytes(t), small(t))
			lines := textOf(t, after["word/document.xml"])
			at := 0
			for _, want := range c.want {
				for at < len(lines) && lines[at] != want {
					at++
				}
				if at == len(lines) {
					t.Errorf("no line %q, in this order, in %q", want, lines)
					break
				}
				at++
			}
		})
	}
}

func TestHeaderAndFooter(t *testing.T) {
	t.Parallel()
	after := checked(t, awkward()["header and footer"].file.bytes(t), small(t))
	for part, want := range map[string]string{"word/header1.xml": "TRƯỜNG TIỂU HỌC HOA SEN – 06 tháng đầu năm 2026", "word/footer1.xml": "Hoa Sen, trang 1"} {
		if got := textOf(t, after[part]); got[0] != want {
			t.Errorf("%s: got %q, want %q", part, got, want)
		}
	}
}
