package review

import (
	"regexp"
	"strings"
	"unicode"

	"thuky/vntext"
)

// identForm is how an identifier (số, ký hiệu) is built.
type identForm int

const (
	identState    identForm = iota + 1 // 02/KH-UBND, 09/2019/NĐ-CP
	identLetter                        // 764/UBND-HC: a công văn, which has no code of its type
	identParty                         // 33-NQ/TW
	identAssembly                      // 45/2019/QH14
	identOld                           // 41-HĐBT
	identBroken                        // 33/CTTTg: no hyphen between type and body
)

// identifier is số and ký hiệu as they stand in a text.
type identifier struct {
	from, to int
	form     identForm
	value    string // without stray spaces, with plain hyphens
	number   string // "33", "30c"
	year     string // of a normative document
	code     string // of the type: "CT"; "" for a công văn
	body     string // "TTg", "UBND-HC"
	key      string // what two writings of one identifier share
}

// typeCodes are the abbreviations of types, folded, with the types they stand for
// (Nghị định 30/2020, Phụ lục III; the Party's from its own rules).
var typeCodes = map[string][]string{
	"nq": {"nghi quyet"}, "qd": {"quyet dinh", "quy dinh"}, "ct": {"chi thi"}, "qc": {"quy che"}, "qyd": {"quy dinh"}, "tc": {"thong cao"},
	"tb": {"thong bao"}, "hd": {"huong dan", "hop dong"}, "ctr": {"chuong trinh"}, "kh": {"ke hoach"}, "pa": {"phuong an"}, "da": {"de an", "du an"},
	"bc": {"bao cao"}, "bb": {"bien ban"}, "ttr": {"to trinh"}, "cd": {"cong dien"}, "bgn": {"ban ghi nho"}, "btt": {"ban thoa thuan"},
	"guq": {"giay uy quyen"}, "gm": {"giay moi"}, "ggt": {"giay gioi thieu"}, "gnp": {"giay nghi phep"}, "pg": {"phieu gui"}, "pc": {"phieu chuyen"},
	"pb": {"phieu bao"}, "sy": {"sao y"}, "trs": {"trich sao"}, "sl": {"sao luc"},
	"nd": {"nghi dinh"}, "tt": {"thong tu", "thong tri"}, "ttlt": {"thong tu lien tich"}, "l": {"luat"}, "pl": {"phap lenh"}, "vbhn": {"van ban hop nhat"},
	"kl": {"ket luan"}, "cv": {"cong van"}, "qh": {"quy hoach"}, "lct": {"lenh"},
}

// stateOnly and partyBodies tell the two forms apart.
var (
	partyBodies = map[string]bool{"tw": true, "tu": true, "hu": true, "du": true, "cb": true, "vptw": true, "vphu": true, "vptu": true, "bdvtw": true, "bdvtu": true, "bdvhu": true, "btgtw": true, "btgtu": true, "btghu": true, "bbt": true, "bct": true}
	stateBodies = map[string]bool{"ubnd": true, "hdnd": true, "cp": true, "ttg": true, "bgddt": true, "sgddt": true, "pgddt": true, "bnv": true, "snv": true, "btc": true, "vpcp": true, "ubtvqh": true}
)

// identifiers finds candidates: digits, a slash or hyphen, and letters.
var identifiers = regexp.MustCompile(`(\d{1,5}[a-z]?)\s?([-–/])\s?(?:((?:19|20)\d\d)\s?([-–/])\s?)?(\p{Lu}[\p{L}\d&]*(?:\s?[-–/.]\s?\p{Lu}[\p{L}\d&]*)*)`)

// findIdentifiers gives the identifiers of a text.
func findIdentifiers(text string) []identifier {
	if !strings.ContainsAny(text, "/-–") || !strings.ContainsAny(text, "0123456789") {
		return nil
	}
	var list []identifier
	for _, m := range identifiers.FindAllStringSubmatchIndex(text, -1) {
		if m[0] > 0 && (wordByte(text[m[0]-1]) || text[m[0]-1] == '/') {
			continue
		}
		id := identifier{from: m[0], to: m[1], number: text[m[2]:m[3]]}
		if m[6] >= 0 {
			id.year = text[m[6]:m[7]]
		}
		first, rest := plainSign(text[m[4]:m[5]]), tidyCode(text[m[10]:m[11]])
		if capitals(rest) < 2 || strings.Contains(rest, "/") && first == "/" && id.year != "" {
			continue
		}
		id.parse(first, rest)
		if id.form != 0 {
			list = append(list, id)
		}
	}
	return list
}

func wordByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

func plainSign(s string) string {
	if s == "–" {
		return "-"
	}
	return s
}

func tidyCode(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "–", "-"), " ", "")
}

func capitals(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n
}

var (
	assemblyCode = regexp.MustCompile(`^(?:UBTV)?QH\d{1,2}$`)
	resolutionOf = regexp.MustCompile(`^NQ-(?:UBTV)?QH\d{1,2}$`)
)

// parse sorts an identifier into its form.
func (id *identifier) parse(first, rest string) {
	head := id.number + first
	if id.year != "" {
		head += id.year + "/"
	}
	id.value = head + rest
	id.key = strings.TrimLeft(id.number, "0") + "|" + id.year + "|" + vntext.Fold(strings.NewReplacer("-", "", "/", "", "&", "", ".", "").Replace(rest))
	type_, body, dashed := strings.Cut(rest, "-")
	switch {
	case id.year != "" && assemblyCode.MatchString(rest), resolutionOf.MatchString(rest):
		id.form, id.body = identAssembly, rest
		return
	case first == "-":
		code, party, slash := strings.Cut(rest, "/")
		switch {
		case slash && typeCodes[vntext.Fold(code)] != nil:
			id.form, id.code, id.body = identParty, code, party
		case slash: // 5-UBND/HC
			id.form, id.body = identBroken, rest
		case typeCodes[vntext.Fold(type_)] != nil && dashed: // 5015-TB-LĐTBXH
			id.form, id.code, id.body = identBroken, type_, body
		case id.year == "" && !dashed && len(rest) > 1:
			id.form, id.body = identOld, rest
		}
		return
	case strings.Contains(rest, "/"):
		id.form, id.body = identBroken, rest
		return
	case dashed && typeCodes[vntext.Fold(type_)] != nil:
		id.form, id.code, id.body = identState, type_, body
		return
	case dashed:
		id.form, id.body = identLetter, rest
		return
	}
	id.form, id.body = identBroken, rest
}

// repair gives the identifier that a broken one was probably meant to be, "" for none.
func (id *identifier) repair() string {
	head := id.number + "/"
	if id.year != "" {
		head += id.year + "/"
	}
	switch {
	case id.form == identBroken && id.code != "": // 5015-TB-LĐTBXH
		return head + id.code + "-" + id.body
	case id.form == identBroken && !strings.ContainsAny(id.body, "-/"):
		// The hyphen is missing between type and body: try the types that fit.
		for n := min(len(id.body)-1, 6); n >= 1; n-- {
			code, body := id.body[:n], id.body[n:]
			if !startsUpper(body) {
				continue
			}
			if f := vntext.Fold(code); typeCodes[f] != nil && (stateBodies[vntext.Fold(body)] || partyBodies[vntext.Fold(body)]) {
				return head + code + "-" + body
			}
		}
	case id.form == identState && id.year == "" && partyBodies[vntext.Fold(id.body)]: // 217/QĐ-TW
		return id.number + "-" + id.code + "/" + id.body
	case id.form == identParty && stateBodies[vntext.Fold(id.body)]: // 12-KH/UBND
		return id.number + "/" + id.code + "-" + id.body
	}
	return ""
}

func startsUpper(s string) bool {
	for _, r := range s {
		return unicode.IsUpper(r)
	}
	return false
}
