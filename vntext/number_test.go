package vntext

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func ptr(f float64) *float64 { return &f }

func TestParseNumber(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]Number{
		// plain, grouped, decimal
		"0":                {},
		"32":               {Value: 32},
		"06":               {Value: 6},
		"  32 . ":          {Value: 32},
		"32.":              {Value: 32},
		"1.234,5":          {Value: 1234.5},
		"1234,5":           {Value: 1234.5},
		"1,5":              {Value: 1.5},
		"0,25":             {Value: 0.25},
		"1.234.567":        {Value: 1234567},
		"1.234.567,89":     {Value: 1234567.89},
		"1,234,567":        {Value: 1234567},
		"1,234.5":          {Value: 1234.5, Dotted: true},
		"1.234,567":        {Value: 1234.567},
		"1.234":            {Value: 1234, Other: ptr(1.234)},
		"123.456":          {Value: 123456, Other: ptr(123.456)},
		"2.000":            {Value: 2000},
		"12.500":           {Value: 12500},
		"1,234":            {Value: 1.234, Other: ptr(1234)},
		"12.5":             {Value: 12.5, Dotted: true},
		"1234.567":         {Value: 1234.567, Dotted: true},
		"0.125":            {Value: 0.125, Dotted: true},
		"0,125":            {Value: 0.125},
		"1 234":            {Value: 1234},
		"1\u00a0234":       {Value: 1234},
		"1\u202f234\u2009": {Value: 1234},
		"12 345 678,9":     {Value: 12345678.9},
		"9007199254740991": {Value: 1<<53 - 1},

		// signs
		"+5":                   {Value: 5},
		"-3":                   {Value: -3},
		"−3":                   {Value: -3},
		"–3,5":                 {Value: -3.5},
		"-1.234":               {Value: -1234, Other: ptr(-1.234)},
		"- 5":                  {Value: 5, Other: ptr(-5)},
		"-0":                   {Value: 0},
		"âm 5":                 {Value: -5},
		"âm năm":               {Value: -5},
		"trừ hai":              {Value: -2},
		"- 5 giáo viên":        {Value: 5, Other: ptr(-5), Unit: "giáo viên"},
		"âm mười lăm phẩy hai": {Value: -15.2},

		// scales
		"2 triệu":                    {Value: 2e6},
		"2tr":                        {Value: 2e6},
		"1tr2":                       {Value: 1.2e6},
		"1tr25":                      {Value: 1.25e6},
		"1tr05":                      {Value: 1.05e6},
		"1tr200":                     {Value: 1.2e6},
		"1tr200k":                    {Value: 1.2e6},
		"200k":                       {Value: 2e5},
		"200K":                       {Value: 2e5},
		"1k5":                        {Value: 1500},
		"200 nghìn":                  {Value: 2e5},
		"200 ngàn":                   {Value: 2e5},
		"200 nghin dong":             {Value: 2e5, Unit: "dong"},
		"3 tỷ":                       {Value: 3e9},
		"3 tỉ":                       {Value: 3e9},
		"1,1 triệu":                  {Value: 1.1e6},
		"1,5 tỷ đồng":                {Value: 1.5e9, Unit: "đồng"},
		"1.5tr":                      {Value: 1.5e6, Dotted: true},
		"1.234 triệu":                {Value: 1.234e9, Other: ptr(1.234e6)},
		"2 nghìn tỷ":                 {Value: 2e12},
		"1 triệu 200 nghìn":          {Value: 1.2e6},
		"1 tỷ 200 triệu":             {Value: 1.2e9},
		"2 triệu 345 nghìn 678 đồng": {Value: 2345678, Unit: "đồng"},
		"2 triệu 5":                  {Value: 2.5e6, Other: ptr(2000005)},
		"2 triệu rưỡi":               {Value: 2.5e6},
		"8 rưỡi":                     {Value: 8.5},
		"3 chục":                     {Value: 30},
		"3 chục 5":                   {Value: 35},
		"2 trăm":                     {Value: 200},
		"2 tram":                     {Value: 200, Other: ptr(2)},
		"5 vạn":                      {Value: 5e4},

		// percents and fractions
		"98,5%":              {Value: 98.5, Percent: ptr(98.5)},
		"98,5 %":             {Value: 98.5, Percent: ptr(98.5)},
		"98.5%":              {Value: 98.5, Percent: ptr(98.5), Dotted: true},
		"98.125%":            {Value: 98.125, Percent: ptr(98.125), Dotted: true},
		"98,125%":            {Value: 98.125, Percent: ptr(98.125)},
		"100%":               {Value: 100, Percent: ptr(100)},
		"100 phần trăm":      {Value: 100, Percent: ptr(100)},
		"một trăm phần trăm": {Value: 100, Percent: ptr(100)},
		"chín mươi tám phẩy năm phần trăm": {Value: 98.5, Percent: ptr(98.5)},
		"100% học sinh":                 {Value: 100, Percent: ptr(100), Unit: "học sinh"},
		"26/32":                         {Value: 26, Of: ptr(32)},
		"26 / 32":                       {Value: 26, Of: ptr(32)},
		"26/32 (81,25%)":                {Value: 26, Of: ptr(32), Percent: ptr(81.25)},
		"26/32(81,25%)":                 {Value: 26, Of: ptr(32), Percent: ptr(81.25)},
		"26/32 (81.25%)":                {Value: 26, Of: ptr(32), Percent: ptr(81.25), Dotted: true},
		"26/32 (đạt 81,25 %)":           {Value: 26, Of: ptr(32), Percent: ptr(81.25)},
		"26/32 = 81,25%":                {Value: 26, Of: ptr(32), Percent: ptr(81.25)},
		"26/32 - 81,25%":                {Value: 26, Of: ptr(32), Percent: ptr(81.25)},
		"26/32, đạt tỷ lệ 81,25%":       {Value: 26, Of: ptr(32), Percent: ptr(81.25)},
		"26/32 học sinh đạt 81,25%":     {Value: 26, Of: ptr(32), Percent: ptr(81.25), Unit: "học sinh"},
		"26/32 người (81,25%)":          {Value: 26, Of: ptr(32), Percent: ptr(81.25), Unit: "người"},
		"26 (81,25%)":                   {Value: 26, Percent: ptr(81.25)},
		"26 người, chiếm 81,25%":        {Value: 26, Percent: ptr(81.25), Unit: "người"},
		"81,25% (26/32)":                {Value: 26, Of: ptr(32), Percent: ptr(81.25)},
		"26 trên 32":                    {Value: 26, Of: ptr(32)},
		"26 trên tổng số 32 người":      {Value: 26, Of: ptr(32), Unit: "người"},
		"1.234/2.000":                   {Value: 1234, Of: ptr(2000)},
		"1,234/2,468":                   {Value: 1234, Of: ptr(2468), Other: ptr(1.234)},
		"hai mươi sáu trên ba mươi hai": {Value: 26, Of: ptr(32)},

		// units
		"32 người":          {Value: 32, Unit: "người"},
		"32 Người.":         {Value: 32, Unit: "người"},
		"32người":           {Value: 32, Unit: "người"},
		"32 người ạ":        {Value: 32, Unit: "người"},
		"Dạ, có 32 người ạ": {Value: 32, Unit: "người"},
		"Dạ thưa cô 32":     {Value: 32},
		"120 m2":            {Value: 120, Unit: "m2"},
		"1.500m²":           {Value: 1500, Unit: "m²"},
		"35 học sinh/lớp":   {Value: 35, Unit: "học sinh/lớp"},
		"5 năm":             {Value: 5, Unit: "năm"},

		// words
		"không":                    {},
		"khong":                    {},
		"mười":                     {Value: 10},
		"muoi":                     {Value: 10},
		"ba mươi hai":              {Value: 32},
		"Ba Mươi Hai":              {Value: 32},
		"ba muoi hai":              {Value: 32},
		"hai mươi lăm":             {Value: 25},
		"hai lăm":                  {Value: 25},
		"hai mươi mốt":             {Value: 21},
		"hai mươi một":             {Value: 21},
		"ba chục":                  {Value: 30},
		"ba tư":                    {Value: 34},
		"mười lăm":                 {Value: 15},
		"năm":                      {Value: 5},
		"năm mươi lăm":             {Value: 55},
		"nam muoi lam":             {Value: 55},
		"một trăm linh năm":        {Value: 105},
		"một trăm lẻ năm":          {Value: 105},
		"hai trăm rưỡi":            {Value: 250},
		"hai trăm ba":              {Value: 230, Other: ptr(203)},
		"hai nghìn ba":             {Value: 2300, Other: ptr(2003)},
		"hai nghìn linh ba":        {Value: 2003},
		"hai mươi năm":             {Value: 20, Other: ptr(25), Unit: "năm"},
		"mot trieu hai tram nghin": {Value: 1.2e6},
		"hai triệu rưỡi":           {Value: 2.5e6},
		"một tỷ hai":               {Value: 1.2e9, Other: ptr(1e9 + 2)},
		"một nghìn tỷ":             {Value: 1e12},
		"hai mươi lăm học sinh":    {Value: 25, Unit: "học sinh"},
		"hai muoi hoc sinh gioi":   {Value: 20, Unit: "hoc sinh gioi"},
		"mười hai phẩy năm":        {Value: 12.5},
		"ba phẩy mười bốn":         {Value: 3.14},
		"không phẩy không năm":     {Value: 0.05},
		"hai phẩy một hai năm":     {Value: 2.125},
	} {
		t.Run(in, func(t *testing.T) {
			t.Parallel()
			got, ok := ParseNumber(in)
			if !ok {
				t.Fatalf("ParseNumber(%q) refused, want %v", in, show(want))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("ParseNumber(%q) (-want +got):\n%s", in, diff)
			}
		})
	}
}

func TestParseNumber_refuses(t *testing.T) {
	t.Parallel()
	for _, in := range []string{
		"", " ", "abc", "1/2/3", "12abc34", "--5", "+-5", "5-", "NaN", "nan", "Inf", "-inf", "infinity", "1e5", "0x1F",
		strings.Repeat("9", 400), strings.Repeat("9", 17), "9007199254740992", "99999999999 tỷ", ".", ",", "%", "/", "-", ".5", ",5",
		"1..2", "1,,2", "1.2.3", "31.5.2024", "1,2,3", "12 34", "1 2345", "1.23,4", "1.2345,6", "01.234,5", "12:30", "3-5", "3 - 5", "1.234 567",
		"26/", "/32", "26//32", "-26/32", "26/-32", "26/32/40", "26 (81,25%", "26 81,25%)", "26/32 (27)", "26 (32)",
		"không biết", "không có", "chưa có", "năm nay", "năm học", "nam", "sau", "ba mẹ", "hai ba", "mươi", "trăm", "rưỡi", "nửa",
		"một phần ba", "mười mươi", "mười không", "khoảng 32", "hơn 30", "trên 90%", "từ 3 đến 5", "3 đến 5", "3 hoặc 4",
		"12 phẩy 5", "12 phẩy năm", "5 mươi", "2 năm rưỡi", "32 người, trong đó 5 nữ", "năm 2024", "ngày 5", "1 triệu 2 tỷ",
		"một tỷ tỷ tỷ", "hai nghìn ba nghìn", "1,5 triệu 200 nghìn", "một một", "%5", "5%%", "٣٢",
		"hai mươi lăm con voi", "muời", "chín tám phẩy năm phần trăm", "hai mươi trong năm", "32 người 33", "(32)", "5 +", "1 000 00",
	} {
		t.Run(fmt.Sprintf("%.20q", in), func(t *testing.T) {
			t.Parallel()
			if n, ok := ParseNumber(in); ok {
				t.Errorf("ParseNumber(%q) = %s, want refusal", in, show(n))
			}
		})
	}
}

func show(n Number) string {
	text := FormatNumber(n.Value)
	for name, f := range map[string]*float64{"other": n.Other, "of": n.Of, "percent": n.Percent} {
		if f != nil {
			text += fmt.Sprintf(" %s %s", name, FormatNumber(*f))
		}
	}
	return text + " " + n.Unit
}

func TestFormatNumber(t *testing.T) {
	t.Parallel()
	for want, in := range map[string]float64{
		"0": 0, "5": 5, "-5": -5, "100": 100, "999": 999, "1.000": 1000, "1.234": 1234, "12.345": 12345, "123.456": 123456,
		"1.234.567": 1234567, "1.234,5": 1234.5, "-1.234,5": -1234.5, "0,1": 0.1, "0,3": 0.3, "98,5": 98.5, "81,25": 81.25,
		"9.007.199.254.740.991": 1<<53 - 1, "1.000.000.000.000.000.000.000": 1e21, "0,0000001": 1e-7,
		"không xác định": math.NaN(),
	} {
		if got := FormatNumber(in); got != want {
			t.Errorf("FormatNumber(%v) = %q, want %q", in, got, want)
		}
	}
	for _, f := range []float64{math.Inf(1), math.Inf(-1)} {
		if got := FormatNumber(f); got != textNoNumber {
			t.Errorf("FormatNumber(%v) = %q", f, got)
		}
	}
	if got := FormatNumber(math.Copysign(0, -1)); got != "0" {
		t.Errorf("FormatNumber(-0) = %q", got)
	}
}

func TestNumberWords(t *testing.T) {
	t.Parallel()
	for want, in := range map[string]float64{
		"không": 0, "một": 1, "năm": 5, "mười": 10, "mười một": 11, "mười bốn": 14, "mười lăm": 15, "hai mươi": 20, "hai mươi mốt": 21,
		"hai mươi tư": 24, "hai mươi lăm": 25, "năm mươi lăm": 55, "chín mươi chín": 99, "một trăm": 100, "một trăm linh một": 101,
		"một trăm linh bốn": 104, "một trăm mười": 110, "một trăm mười lăm": 115, "một trăm hai mươi mốt": 121,
		"một nghìn": 1000, "một nghìn không trăm linh năm": 1005, "một nghìn không trăm mười": 1010, "một nghìn hai trăm ba mươi tư": 1234,
		"mười nghìn": 10000, "một trăm linh năm nghìn": 105000, "hai mươi mốt nghìn": 21000,
		"một triệu": 1e6, "một triệu không trăm linh năm": 1000005, "một triệu hai trăm nghìn": 1.2e6,
		"một tỷ": 1e9, "một tỷ không trăm linh một triệu": 1001e6, "hai nghìn tỷ": 2e12, "một triệu tỷ": 1e15,
		"âm năm": -5, "mười hai phẩy năm": 12.5, "không phẩy không năm": 0.05, "ba phẩy mười bốn": 3.14, "tám mươi mốt phẩy hai mươi lăm": 81.25,
		"hai phẩy một hai năm": 2.125, "âm không phẩy một": -0.1,
		"2.000.000.000.000.000": 2e15, "không xác định": math.Inf(1),
	} {
		if got := NumberWords(in); got != want {
			t.Errorf("NumberWords(%v) = %q, want %q", in, got, want)
		}
	}
}

func TestNumberWords_readBack(t *testing.T) {
	t.Parallel()
	for n := range 1_000_000 {
		words := NumberWords(float64(n))
		got, ok := ParseNumber(words)
		if !ok || got.Value != float64(n) || got.Other != nil || got.Unit != "" {
			t.Fatalf("%d: ParseNumber(%q) = %s %v", n, words, show(got), ok)
		}
	}
}

func TestNumberWords_readBackProperty(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		f := float64(rapid.Int64Range(-1e15, 1e15).Draw(t, "n")) / math.Pow10(rapid.IntRange(0, 4).Draw(t, "decimals"))
		for _, words := range []string{NumberWords(f), Upper(NumberWords(f))} {
			if got, ok := ParseNumber(words); !ok || got.Value != f || got.Other != nil {
				t.Fatalf("%v: ParseNumber(%q) = %s %v", f, words, show(got), ok)
			}
		}
	})
}

func TestFormatNumber_readBackProperty(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.OneOf(
			rapid.Float64Range(1e-9, 1e15),
			rapid.Float64Range(-1000, -1e-3),
			rapid.Map(rapid.Int64Range(-1<<53+1, 1<<53-1), func(n int64) float64 { return float64(n) }),
			rapid.Map(rapid.IntRange(-1e6, 1e6), func(n int) float64 { return float64(n) / 100 }),
		).Draw(t, "f")
		text := FormatNumber(f)
		got, ok := ParseNumber(text)
		if !ok || got.Value != f && (got.Other == nil || *got.Other != f) {
			t.Fatalf("%v: ParseNumber(%q) = %s %v", f, text, show(got), ok)
		}
		if f == math.Trunc(f) && (got.Value != f || got.Dotted) {
			t.Fatalf("%v: ParseNumber(%q) = %s", f, text, show(got))
		}
	})
}

func TestParseNumber_fractionProperty(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		of := rapid.IntRange(1, 5000).Draw(t, "of")
		n := rapid.IntRange(0, of).Draw(t, "n")
		percent := math.Round(1e4*float64(n)/float64(of)) / 100
		unit := rapid.SampledFrom([]string{"", " học sinh", " người"}).Draw(t, "unit")
		text := FormatNumber(float64(n)) + "/" + FormatNumber(float64(of)) + unit + " (" + FormatNumber(percent) + "%)"
		got, ok := ParseNumber(text)
		want := Number{Value: float64(n), Of: ptr(float64(of)), Percent: &percent, Unit: strings.TrimSpace(unit)}
		if diff := cmp.Diff(want, got); !ok || diff != "" {
			t.Fatalf("ParseNumber(%q): %v\n%s", text, ok, diff)
		}
	})
}

func FuzzParseNumber(f *testing.F) {
	for _, s := range []string{
		"1.234,5", "26/32 (81,25%)", "1tr2", "- 5", "hai mươi năm", "mười hai phẩy năm", "2 nghìn tỷ 5", "81,25% (26/32)", "32 học sinh/lớp",
		"một triệu hai trăm nghìn rưỡi", "26 trên tổng số 32, đạt tỷ lệ 5%", "\xff5", "1 234 567,8 m2", "âm không phẩy không năm",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 1000 {
			t.Skip("longer than any number")
		}
		n, ok := ParseNumber(s)
		if !ok {
			if n != (Number{}) {
				t.Errorf("ParseNumber(%q) refused but gave %s", s, show(n))
			}
			return
		}
		for _, v := range []*float64{&n.Value, n.Other, n.Of, n.Percent} {
			if v != nil && !(math.Abs(*v) <= 1<<53) {
				t.Errorf("ParseNumber(%q) = %s", s, show(n))
			}
		}
		if n.Other != nil && *n.Other == n.Value {
			t.Errorf("ParseNumber(%q): both readings are %s", s, show(n))
		}
		if again, ok := ParseNumber(" " + Clean(s) + "\n"); !ok || !cmp.Equal(n, again) {
			t.Errorf("ParseNumber(%q) changes after Clean: %s, %s", s, show(n), show(again))
		}
		if back, ok := ParseNumber(FormatNumber(n.Value)); !ok || back.Value != n.Value && (back.Other == nil || *back.Other != n.Value) {
			t.Errorf("ParseNumber(%q) = %s does not read back", s, show(n))
		}
		if NFC(n.Unit) != n.Unit {
			t.Errorf("unit %q is not NFC", n.Unit)
		}
	})
}
