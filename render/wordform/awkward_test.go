package wordform_test

import "strings"

// awkward are forms as Word, WPS and people's habits make them, by name, each with the
// lines of the text that must come out of it (and more may).
func awkward() map[string]struct {
	file *file
	want []string
} {
	run := func(props, text string) string {
		if props != "" {
			props = "<w:rPr>" + props + "</w:rPr>"
		}
		return `<w:r>` + props + `<w:t xml:space="preserve">` + text + `</w:t></w:r>`
	}
	body := p("{{noi_dung}}")
	type form = struct {
		file *file
		want []string
	}
	boxed := func(inner string) string {
		shape := `<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="1800000" cy="360000"/><wp:docPr id="7" name="Hộp chữ 1"/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">` +
			`<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="360000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>` + inner + `</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>`
		old := `<w:pict><v:shape id="_x0000_s1026" style="width:140pt;height:28pt" type="#_x0000_t202"><v:textbox><w:txbxContent>` + inner + `</w:txbxContent></v:textbox></v:shape></w:pict>`
		return `<w:p><w:r><w:t>Trước {{kind}} </w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps">` + shape + `</mc:Choice><mc:Fallback>` + old + `</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t xml:space="preserve"> sau {{symbol}}</w:t></w:r></w:p>`
	}
	line := `<w:p><w:r><w:pict><v:line id="_x0000_s1030" from="0,0" to="100pt,0" o:spid="_x0000_s1030"/></w:pict></w:r></w:p>`
	return map[string]form{
		"one run":            {newFile(p("Kỳ {{period}}, {{notice_short}}.") + body), []string{"Kỳ 06 tháng đầu năm 2026, Công văn số 764/UBND-HC.", "I. NỘI DUNG", "1. Nhận xét", "Sách & báo <mới> đủ cho mọi lớp.", "- Phòng đọc sạch.", "II. KIẾN NGHỊ, ĐỀ XUẤT: Không./."}},
		"split runs":         {newFile(`<w:p>` + run("<w:b/>", "Số: {") + `<w:proofErr w:type="spellStart"/>` + run("<w:i/>", "{nu") + `<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>` + run("", "mb") + run("<w:b/>", "er}") + `<w:proofErr w:type="spellEnd"/>` + run("", "}/{{symbol") + run("<w:u w:val=\"single\"/>", "}} hết") + `</w:p>` + body), []string{"Số:       /BC-THHS hết"}},
		"page break within":  {newFile(`<w:p><w:r><w:t>{{pe</w:t><w:lastRenderedPageBreak/><w:t>riod}}</w:t></w:r></w:p>` + body), []string{"06 tháng đầu năm 2026"}},
		"capitals and marks": {newFile(p("{{ Period }} | {{Notice Short}} | {{số-hs}}") + p("{{Nội dung}}")), []string{"06 tháng đầu năm 2026 | Công văn số 764/UBND-HC | 1.234", "I. NỘI DUNG"}},
		"entities":           {newFile(p("A &amp; B &lt; {{kind}} &#x111; &#123;{subject}}") + body), []string{"A & B < BÁO CÁO đ Kết quả công tác thư viện 06 tháng đầu năm 2026"}},
		"text boxes":         {newFile(boxed(p("DỰ THẢO {{period}}")+p("{{signer_title}}")) + line + body), []string{"Trước BÁO CÁO  sau BC-THHS", "DỰ THẢO 06 tháng đầu năm 2026", "KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"}},
		"content controls": {newFile(`<w:sdt><w:sdtPr><w:alias w:val="Kỳ"/><w:id w:val="11"/><w:text/></w:sdtPr><w:sdtContent>` + p("{{period}}") + `</w:sdtContent></w:sdt>` +
			`<w:p><w:r><w:t xml:space="preserve">Người ký: </w:t></w:r><w:sdt><w:sdtPr><w:id w:val="12"/></w:sdtPr><w:sdtContent><w:r><w:t>{{sig</w:t></w:r><w:r><w:t>ner}}</w:t></w:r></w:sdtContent></w:sdt></w:p>` +
			`<w:sdt><w:sdtPr><w:id w:val="13"/></w:sdtPr><w:sdtContent>` + body + `</w:sdtContent></w:sdt>`), []string{"06 tháng đầu năm 2026", "Người ký: Lê Thị Mận", "I. NỘI DUNG", "II. KIẾN NGHỊ, ĐỀ XUẤT: Không./."}},
		"tracked changes": {newFile(`<w:p><w:pPr><w:rPr><w:ins w:id="1" w:author="a" w:date="2026-01-01T00:00:00Z"/></w:rPr></w:pPr><w:r><w:t>{{per</w:t></w:r><w:ins w:id="2" w:author="a" w:date="2026-01-01T00:00:00Z"><w:r><w:t>iod}}</w:t></w:r></w:ins>` +
			`<w:del w:id="3" w:author="a" w:date="2026-01-01T00:00:00Z"><w:r><w:delText>{{gone}}</w:delText></w:r></w:del></w:p>` +
			`<w:p><w:pPr><w:jc w:val="both"/><w:rPr><w:ins w:id="4" w:author="a" w:date="2026-01-01T00:00:00Z"/></w:rPr><w:pPrChange w:id="5" w:author="a" w:date="2026-01-01T00:00:00Z"><w:pPr/></w:pPrChange></w:pPr><w:r><w:rPr><w:sz w:val="26"/><w:rPrChange w:id="6" w:author="a" w:date="2026-01-01T00:00:00Z"><w:rPr/></w:rPrChange></w:rPr><w:t>{{noi_dung}}</w:t></w:r></w:p>`), []string{"06 tháng đầu năm 2026", "I. NỘI DUNG", "Học sinh đọc nhiều."}},
		"comments": {newFile(`<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>{{period}}</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>`+body).
			related("rId9", "comments", "comments.xml", "comments", xmlHead+`<w:comments `+wordSpaces+`><w:comment w:id="0" w:author="a" w:date="2026-01-01T00:00:00Z" w:initials="a">`+p("Ghi chú của văn thư")+`</w:comment></w:comments>`), []string{"06 tháng đầu năm 2026"}},
		"header and footer": {withHeader(body), []string{"I. NỘI DUNG"}},
		"table": {
			newFile(`<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="1000"/><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid>` +
				row(p("STT"), p("Nhận xét"), p("Người viết")) + row(p("{{#nhan_xet}}{{stt}}"), p("{{.}}"), p("{{person}}", "{{/nhan", "_xet}}")) + `</w:tbl>` + body),
			[]string{"STT", "1", "Sách & báo <mới> đủ cho mọi lớp.", "Trần Văn Nam", "2", "- Phòng đọc sạch.", "3", "Học sinh đọc nhiều.", "Vũ Thị Lan"},
		},
		"rows": {
			newFile(`<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid>` +
				row(p("Việc")) + row(p("{{#viec}}")) + row(p("Đã: {{.}}")) + row(p("{{so_hs}} em")) + row(p("{{/viec}}")) + `</w:tbl>` + body),
			[]string{"Việc", "Đã: Đọc sách", "1.234 em", "Đã: Thi viết", "1.234 em"},
		},
		"blocks": {
			newFile(p("{{#viec}}") + `<w:p w14:paraId="00000001" w14:textId="77777777"><w:bookmarkStart w:id="1" w:name="viec"/><w:r><w:t>{{stt}}. {{.}} ({{place}})</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>` +
				`<w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr><w:sdtContent>` + p("trong ô") + `</w:sdtContent></w:sdt>` + p("{{/viec}}") + p("{{?superior}}") + p("Có cấp trên") + p("{{/superior}}") + p("{{#recipients}}{{.}}{{/recipients}}") + body),
			[]string{"1. Đọc sách (Hoa Sen)", "trong ô", "2. Thi viết (Hoa Sen)", "trong ô", "Có cấp trên", "- Như trên;", "- Phòng Văn hóa - Xã hội (báo cáo);", "- BGH, Công đoàn (để biết);", "- Lưu: VT."},
		},
		"answers in a cell": {
			newFile(`<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid>` +
				row(p("Nhận xét"), `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>{{nhan_xet}}</w:t></w:r></w:p>`) + row(p("Chung"), p("gồm {{nhan_xet}}")) + `</w:tbl>` + body),
			[]string{"Nhận xét", "Sách & báo <mới> đủ cho mọi lớp.", "- Phòng đọc sạch.", "Học sinh đọc nhiều.", "Chung", "gồm Sách & báo <mới> đủ cho mọi lớp.\n- Phòng đọc sạch.\nHọc sinh đọc nhiều."},
		},
		"body in a section": {newFile(p("Trang ngang {{kind}}") + `<w:p><w:pPr><w:keepNext/><w:pageBreakBefore/><w:jc w:val="both"/><w:rPr><w:b/></w:rPr>` + strings.Replace(section, "<w:pgSz", `<w:type w:val="nextPage"/><w:pgSz`, 1) + `</w:pPr><w:r><w:t xml:space="preserve"> {{noi</w:t></w:r><w:r><w:t>_dung}} </w:t></w:r></w:p>` + p("Sau")), []string{"I. NỘI DUNG", "II. KIẾN NGHỊ, ĐỀ XUẤT: Không./.", "Sau"}},
		"another writer":    {wpsLike(), []string{"Số:       /BC-THHS", "I. NỘI DUNG", "Học sinh đọc nhiều."}},
		"field":             {newFile(`<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> HYPERLINK "https://truong.example" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{{school}}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>` + body), []string{"Trường Tiểu học Hoa Sen"}},
		"nothing to say":    {newFile(`<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid>` + row(p("{{?person_nobody}}")+p("x")+p("{{/person_nobody}}")) + `</w:tbl>` + p("{{?person_nobody}}") + `<w:p><w:bookmarkStart w:id="3" w:name="giu"/><w:r><w:t>y</w:t></w:r><w:bookmarkEnd w:id="3"/></w:p>` + p("{{/person_nobody}}") + body), []string{"I. NỘI DUNG"}},
	}
}

func row(cells ...string) string {
	var b strings.Builder
	b.WriteString("<w:tr>")
	for _, c := range cells {
		b.WriteString(`<w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/></w:tcPr>` + c + `</w:tc>`)
	}
	b.WriteString("</w:tr>")
	return b.String()
}

func withHeader(body string) *file {
	f := newFile(body)
	f.related("rId7", "header", "header1.xml", "header", xmlHead+`<w:hdr `+wordSpaces+`>`+p("{{school_caps}}", " – {{per", "iod}}")+`</w:hdr>`)
	f.related("rId8", "footer", "footer1.xml", "footer", xmlHead+`<w:ftr `+wordSpaces+`><w:p><w:r><w:t>{{place}}, trang </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>`)
	f.related("rId9", "hyperlink", "https", "", "") // replaced below: a link to the school's pages
	delete(f.data, "word/https")
	f.names = f.names[:len(f.names)-1]
	f.data["word/_rels/document.xml.rels"] = strings.Replace(f.data["word/_rels/document.xml.rels"], `Target="https"`, `Target="mailto:truong@hoasen.example" TargetMode="External"`, 1)
	f.data["word/document.xml"] = strings.Replace(f.data["word/document.xml"], "<w:sectPr>", `<w:sectPr><w:headerReference w:type="default" r:id="rId7"/><w:footerReference w:type="default" r:id="rId8"/>`, 1)
	return f
}

// wpsLike is a file as other programs write it: other prefixes, single quotes, a mark at
// the beginning, spaces in tags, no paragraphs' ids, attributes with > in them.
func wpsLike() *file {
	f := newFile("")
	x := "\xef\xbb\xbf<?xml version='1.0' encoding='UTF-8'?>\n<!-- viết bởi chương trình khác -->\n<ns0:document xmlns:ns0='http://schemas.openxmlformats.org/wordprocessingml/2006/main' xmlns:wpsCustomData='http://www.wps.cn/officeDocument/2013/wpsCustomData'>\n  <ns0:body >\n" +
		"    <ns0:p ><ns0:pPr><ns0:pStyle ns0:val='2' /></ns0:pPr><ns0:r ns0:rsidR='00&gt;' wpsCustomData:a='b > c'><ns0:rPr><ns0:rFonts ns0:hint='eastAsia' /></ns0:rPr><ns0:t\n>Số: {{number}</ns0:t ></ns0:r><ns0:r><ns0:t>}/{{symbol}}</ns0:t></ns0:r></ns0:p>\n" +
		"    <ns0:p><ns0:r><ns0:rPr><ns0:rFonts ns0:hint='default' ns0:ascii='Times New Roman'/><ns0:sz ns0:val='26'/><ns0:szCs ns0:val='26'/></ns0:rPr><ns0:t>{{noi_dung}}</ns0:t></ns0:r></ns0:p>\n" +
		"    <ns0:sectPr><ns0:pgSz ns0:w='11906' ns0:h='16838'/></ns0:sectPr></ns0:body></ns0:document>\n"
	return f.put("word/document.xml", x)
}
