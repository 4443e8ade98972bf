package docx

import "thuky/render/wordml"

// The named styles, after the components of the decree. The importer of drafts
// knows paragraphs by these ids and the check of a layout by their names, so
// they do not change. Sizes are half points.
const (
	styleSuperior  = "CoQuanChuQuan"
	styleSchool    = "CoQuanBanHanh"
	styleCountry   = "QuocHieu"
	styleMotto     = "TieuNgu"
	styleNumber    = "SoKyHieu"
	styleDate      = "DiaDanhNgay"
	styleKind      = "TenLoai"
	styleSubject   = "TrichYeu"
	styleLine      = "DuongKe"
	styleAddressee = "KinhGui"
	styleText      = "NoiDung"
	styleSection   = "MucLaMa"
	styleQuestion  = "Khoan"
	styleList      = "GachDauDong"
	styleTo        = "NoiNhanTu"
	styleToList    = "NoiNhanDS"
	stylePost      = "ChucVuKy"
	styleName      = "HoTenKy"
	styleGap       = "KhoangCach"
	stylePage      = "SoTrang"
	styleTable     = "BangNoiDung"
	styleTableHead = "BangTieuDe"
	smallTable     = "Nho" // behind either: in smaller letters

	styleAppendix   = "PhuLuc"
	styleAppendixOf = "PhuLucKemTheo"
	stylePhoto      = "Anh"
	styleCaption    = "ChuThichAnh"
)

const styles = xmlStart + `<w:styles ` + wordMain + `>` +
	`<w:docDefaults><w:rPrDefault><w:rPr>` +
	`<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/>` +
	`<w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/>` +
	`</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
	`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>` +
	`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>` +
	`<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>` +

	styleStart + styleSuperior + `"><w:name w:val="ND30 Cơ quan chủ quản"/>` + onNormal + centred + size26 + styleEnd +
	styleStart + styleSchool + `"><w:name w:val="ND30 Cơ quan ban hành"/>` + onNormal + centred + bold26 + styleEnd +
	styleStart + styleCountry + `"><w:name w:val="ND30 Quốc hiệu"/>` + onNormal + centred + bold26 + styleEnd +
	styleStart + styleMotto + `"><w:name w:val="ND30 Tiêu ngữ"/>` + onNormal + centred + bold28 + styleEnd +
	styleStart + styleNumber + `"><w:name w:val="ND30 Số ký hiệu"/>` + onNormal + centredAfterSpace + size26 + styleEnd +
	styleStart + styleDate + `"><w:name w:val="ND30 Địa danh ngày tháng"/>` + onNormal + centredAfterSpace + italic28 + styleEnd +
	styleStart + styleKind + `"><w:name w:val="ND30 Tên loại"/>` + onNormal +
	`<w:pPr><w:keepNext/><w:spacing w:before="360"/><w:jc w:val="center"/></w:pPr>` + bold28 + styleEnd +
	styleStart + styleSubject + `"><w:name w:val="ND30 Trích yếu"/>` + onNormal +
	`<w:pPr><w:keepNext/><w:jc w:val="center"/></w:pPr>` + bold28 + styleEnd +
	styleStart + styleLine + `"><w:name w:val="ND30 Đường kẻ"/>` + onNormal +
	`<w:pPr><w:spacing w:before="40" w:after="0" w:line="60" w:lineRule="exact"/></w:pPr><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>` + styleEnd +
	styleStart + styleAddressee + `"><w:name w:val="ND30 Kính gửi"/>` + onNormal +
	`<w:pPr><w:spacing w:after="60" w:line="288" w:lineRule="auto"/></w:pPr>` + size28 + styleEnd +
	styleStart + styleText + `"><w:name w:val="ND30 Nội dung"/>` + onNormal +
	`<w:pPr><w:widowControl/><w:spacing w:after="120" w:line="288" w:lineRule="auto"/><w:ind w:firstLine="720"/><w:jc w:val="both"/></w:pPr>` + size28 + styleEnd +
	styleStart + styleSection + `"><w:name w:val="` + wordml.StyleSection + `"/>` + onText +
	`<w:pPr><w:keepNext/><w:keepLines/><w:outlineLvl w:val="0"/></w:pPr>` + bold28 + styleEnd +
	styleStart + styleQuestion + `"><w:name w:val="` + wordml.StyleQuestion + `"/>` + onText +
	`<w:pPr><w:keepNext/><w:keepLines/><w:outlineLvl w:val="1"/></w:pPr>` + bold28 + styleEnd +
	styleStart + styleList + `"><w:name w:val="` + wordml.StyleList + `"/>` +
	`<w:basedOn w:val="` + styleText + `"/><w:qFormat/>` + styleEnd +
	styleStart + styleTo + `"><w:name w:val="ND30 Nơi nhận (từ)"/>` + onNormal +
	`<w:rPr><w:b/><w:bCs/><w:i/><w:iCs/><w:sz w:val="24"/><w:szCs w:val="24"/></w:rPr>` + styleEnd +
	styleStart + styleToList + `"><w:name w:val="ND30 Nơi nhận (danh sách)"/>` + onNormal +
	`<w:rPr><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr>` + styleEnd +
	styleStart + stylePost + `"><w:name w:val="ND30 Chức vụ người ký"/>` + onNormal + centred + bold28 + styleEnd +
	styleStart + styleName + `"><w:name w:val="ND30 Họ tên người ký"/>` + onNormal + centred + bold28 + styleEnd +
	styleStart + styleGap + `"><w:name w:val="ND30 Khoảng cách"/>` + onNormal +
	`<w:pPr><w:spacing w:line="120" w:lineRule="exact"/></w:pPr><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>` + styleEnd +
	styleStart + stylePage + `"><w:name w:val="ND30 Số trang"/>` + onNormal + centred + size26 + styleEnd +
	styleStart + styleTable + `"><w:name w:val="ND30 Bảng (nội dung)"/>` + onNormal + inCell + size26 + styleEnd +
	styleStart + styleTableHead + `"><w:name w:val="ND30 Bảng (tiêu đề)"/>` + onNormal + inHead + bold26 + styleEnd +
	styleStart + styleTable + smallTable + `"><w:name w:val="ND30 Bảng (nội dung, nhỏ)"/>` + onNormal + inCell + size22 + styleEnd +
	styleStart + styleTableHead + smallTable + `"><w:name w:val="ND30 Bảng (tiêu đề, nhỏ)"/>` + onNormal + inHead + bold22 + styleEnd +
	styleStart + styleAppendix + `"><w:name w:val="ND30 Phụ lục"/>` + onNormal +
	`<w:pPr><w:keepNext/><w:jc w:val="center"/></w:pPr>` + bold28 + styleEnd +
	styleStart + styleAppendixOf + `"><w:name w:val="ND30 Phụ lục (kèm theo)"/>` + onNormal +
	`<w:pPr><w:keepNext/><w:jc w:val="center"/></w:pPr>` + italic28 + styleEnd +
	styleStart + stylePhoto + `"><w:name w:val="ND30 Ảnh"/>` + onNormal +
	`<w:pPr><w:keepNext/><w:spacing w:before="120" w:after="60"/><w:jc w:val="center"/></w:pPr>` + styleEnd +
	styleStart + styleCaption + `"><w:name w:val="ND30 Chú thích ảnh"/>` + onNormal +
	`<w:pPr><w:keepLines/><w:spacing w:after="160"/><w:jc w:val="center"/></w:pPr>` + size26 + styleEnd +
	`</w:styles>`

const (
	styleStart = `<w:style w:type="paragraph" w:customStyle="1" w:styleId="`
	styleEnd   = `</w:style>`
	onNormal   = `<w:basedOn w:val="Normal"/><w:qFormat/>`
	onText     = `<w:basedOn w:val="` + styleText + `"/><w:next w:val="` + styleText + `"/><w:qFormat/>`

	centred           = `<w:pPr><w:jc w:val="center"/></w:pPr>`
	centredAfterSpace = `<w:pPr><w:spacing w:before="100"/><w:jc w:val="center"/></w:pPr>`

	inCell = `<w:pPr><w:spacing w:before="40" w:after="40"/></w:pPr>`
	inHead = `<w:pPr><w:spacing w:before="40" w:after="40"/><w:jc w:val="center"/></w:pPr>`

	size22   = `<w:rPr><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr>`
	bold22   = `<w:rPr><w:b/><w:bCs/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr>`
	size26   = `<w:rPr><w:sz w:val="26"/><w:szCs w:val="26"/></w:rPr>`
	size28   = `<w:rPr><w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>`
	bold26   = `<w:rPr><w:b/><w:bCs/><w:sz w:val="26"/><w:szCs w:val="26"/></w:rPr>`
	bold28   = `<w:rPr><w:b/><w:bCs/><w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>`
	italic28 = `<w:rPr><w:i/><w:iCs/><w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>`
)
