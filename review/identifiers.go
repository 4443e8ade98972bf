package review

import "thuky/vntext"

// checkIdentifiers looks at how identifiers are written, and whether one document is
// written in two ways.
func checkIdentifiers(d *draft) {
	for _, group := range d.sameDocument() {
		usual := mostUsed(group)
		for _, c := range group {
			switch repaired := c.repair(); {
			case c.form == identBroken && usual != "" && usual != c.value:
				d.replace(IdentifierForm, c.para, c.from, c.to, textIdentifierSlip(c.value, usual), usual)
			case c.form == identBroken && repaired != "":
				d.replace(IdentifierForm, c.para, c.from, c.to, textIdentifierBroken(c.value), repaired)
			case c.form == identBroken:
				if c.so || c.kind != "" {
					d.add(IdentifierForm, c.para, c.from, c.to, textIdentifierBroken(c.value), "").Severity = Warning
				}
			case usual != "" && usual != c.value:
				d.replace(IdentifierMixed, c.para, c.from, c.to, textIdentifierMixed(c.value, usual), usual)
			case repaired != "" && c.form == identState:
				d.replace(IdentifierParty, c.para, c.from, c.to, textIdentifierParty(c.value), repaired)
			case repaired != "":
				d.replace(IdentifierParty, c.para, c.from, c.to, textIdentifierState(c.value), repaired)
			}
			if types := typeCodes[vntext.Fold(c.code)]; types != nil && c.kind != "" {
				d.checkKind(c, types)
			}
		}
	}
}

// mostUsed gives the writing of an identifier that stands most often and is not broken;
// the earliest of equals; "" when there is none.
func mostUsed(group []*citation) string {
	count := make(map[string]int)
	best := ""
	for _, c := range group {
		if c.form == identBroken {
			continue
		}
		count[c.value]++
	}
	for _, c := range group {
		if count[c.value] > count[best] {
			best = c.value
		}
	}
	return best
}

// checkKind compares the type in front of a number with the code in it.
func (d *draft) checkKind(c *citation, types []string) {
	kind := c.foldKind()
	for _, t := range types {
		if kind == t || kind == "van ban" || len(kind) > len(t) && kind[:len(t)] == t {
			return
		}
	}
	if kind == "cong van" && c.code == "CV" {
		return
	}
	d.add(CitationKind, c.para, c.start, c.to, textCitationKind(c.kind, c.code, kindNames[types[0]]), "")
}

// kindNames are types as they are written, by their folded form.
var kindNames = map[string]string{
	"nghi quyet": "Nghị quyết", "quyet dinh": "Quyết định", "quy dinh": "Quy định", "chi thi": "Chỉ thị", "quy che": "Quy chế", "thong bao": "Thông báo",
	"huong dan": "Hướng dẫn", "chuong trinh": "Chương trình", "ke hoach": "Kế hoạch", "phuong an": "Phương án", "de an": "Đề án", "bao cao": "Báo cáo",
	"bien ban": "Biên bản", "to trinh": "Tờ trình", "cong dien": "Công điện", "giay moi": "Giấy mời", "nghi dinh": "Nghị định", "thong tu": "Thông tư",
	"thong tu lien tich": "Thông tư liên tịch", "luat": "Luật", "phap lenh": "Pháp lệnh", "van ban hop nhat": "Văn bản hợp nhất", "ket luan": "Kết luận", "cong van": "Công văn",
	"thong cao": "Thông cáo", "giay gioi thieu": "Giấy giới thiệu", "quy hoach": "Quy hoạch", "lenh": "Lệnh",
}
