"""What stands before and after the articles: letterhead or masthead, signature and recipients."""

import re
from datetime import date

from diemtin.languages import Language
from diemtin.model import Block, Columns, FrontMatter, Inline, LineBreak, Paragraph, Text
from diemtin.style import Style

_BOUND = "\N{NO-BREAK SPACE}"
# A place of so many words and one more ("huyện Tân Phú, tỉnh Hà Sơn") needs lines of its own.
_LONG_PLACE = 5


def document_title(front: FrontMatter, language: Language) -> str:
    """Return the title of the whole briefing, the language's own word where none is given."""
    return front.title or language.document.masthead


def front_blocks(front: FrontMatter, style: Style, language: Language) -> tuple[Block, ...]:
    """Return how the document begins, in the order of the style's kind of front."""
    if style.front == "letterhead":
        return _letterhead(front, language)
    return _masthead(front, language)


def closing_blocks(front: FrontMatter, language: Language) -> tuple[Block, ...]:
    """Return recipients and signature side by side, or nothing where neither is given.

    Decree 30/2020/NĐ-CP, Annex I: every recipient stands on its own line, after a hyphen and
    before a semicolon; the last one is the archive, and ends with a full stop.
    """
    right = [Paragraph((Text(line),), "authority") for line in front.authority]
    if front.signatory:
        right.append(Paragraph((Text(front.signatory),), "signatory"))
    left: list[Paragraph] = []
    if front.recipients:
        lines = _recipient_lines(front.recipients, language)
        left.append(Paragraph((Text(language.document.recipients),), "recipients-heading"))
        left += [Paragraph((Text(line),), "recipient") for line in lines]
    return (Columns("closing", tuple(left), tuple(right)),) if left or right else ()


def appendix_blocks(front: FrontMatter, language: Language) -> tuple[Block, ...]:
    """Return the head of the appendix, which names the document that it belongs to."""
    strings = language.document
    return (
        Paragraph((Text(strings.appendix),), "appendix-label"),
        Paragraph((Text(strings.appendix_title),), "appendix-title"),
        Paragraph((Text(f"({_attached(front, language)})"),), "appendix-reference"),
    )


def _attached(front: FrontMatter, language: Language) -> str:
    """Name a document by its kind, number, date and agency, as far as they are known.

    >>> from diemtin.languages import load_language
    >>> front = FrontMatter(number="5/BC-SNgV", date="2024-02-05", agency="Sở Ngoại vụ")
    >>> _attached(front, load_language("vi"))
    'Kèm theo Báo cáo số 05/BC-SNgV ngày 05 tháng 02 năm 2024 của Sở Ngoại vụ'
    """
    strings = language.document
    kind = front.kind or strings.kind
    parts = [strings.attached_to.format(kind=kind.capitalize() if kind.isupper() else kind)]
    if front.number:
        parts.append(strings.attached_number.format(number=_bare_number(front.number, language)))
    if front.date:
        parts.append(strings.attached_date.format(**_date_fields(front.date, language)))
    if front.agency:
        parts.append(strings.attached_agency.format(agency=front.agency))
    return " ".join(parts)


def _recipient_lines(recipients: tuple[str, ...], language: Language) -> list[str]:
    """Punctuate the recipients, the archive last.

    >>> from diemtin.languages import load_language
    >>> _recipient_lines(("Như trên", "- UBND tỉnh;"), load_language("vi"))
    ['- Như trên;', '- UBND tỉnh;', '- Lưu: VT.']
    """
    archive = language.document.archive
    names = [line.strip().removeprefix("-").strip().rstrip(".;,") for line in recipients]
    names = [name for name in names if name]
    mark = archive.partition(":")[0].rstrip(".").casefold()
    if names and names[-1].casefold().startswith(mark):
        archive = names.pop() + "."
    return [*(f"- {name};" for name in names), f"- {archive}"]


def _letterhead(front: FrontMatter, language: Language) -> tuple[Block, ...]:
    """Compose the head of an administrative document (Decree 30/2020/NĐ-CP, Annex I)."""
    strings = language.document
    left = [
        Paragraph((Text(text),), role)
        for text, role in (
            (_unbroken(front.agency_above, language), "agency-above"),
            (_unbroken(front.agency, language), "agency"),
            (_number(front.number, language), "number"),
        )
        if text
    ]
    right = [
        Paragraph((Text(strings.national_name),), "national-name"),
        Paragraph((Text(strings.motto),), "motto"),
    ]
    if front.date:
        right.append(Paragraph((Text(_place_date(front, language)),), "place-date"))
    return (
        Columns("letterhead", tuple(left), tuple(right)),
        Paragraph((Text(front.kind or strings.kind),), "kind"),
        Paragraph(_subject(front, language), "subject"),
    )


def _unbroken(agency: str | None, language: Language) -> str | None:
    r"""Bind the words of a body's kind, and of its place: a narrow column breaks between them.

    >>> from diemtin.languages import load_language
    >>> _unbroken("Ủy ban nhân dân tỉnh Hà Sơn", load_language("vi"))
    'Ủy\xa0ban\xa0nhân\xa0dân tỉnh\xa0Hà\xa0Sơn'
    """
    for body in language.bodies:
        if agency and agency.casefold().startswith(f"{body} "):
            place = agency[len(body) + 1 :]
            if place.count(" ") < _LONG_PLACE:
                place = place.replace(" ", _BOUND)
            return f"{agency[: len(body)].replace(' ', _BOUND)} {place}"
    return agency


def _subject(front: FrontMatter, language: Language) -> tuple[Inline, ...]:
    """Return what the report is on: the title, and the subtitle on a line of its own."""
    title = Text(document_title(front, language))
    return (title, LineBreak(), Text(front.subtitle)) if front.subtitle else (title,)


def _masthead(front: FrontMatter, language: Language) -> tuple[Block, ...]:
    """Compose the head of a newsletter; a title that is the masthead is not said twice."""
    name = front.kind or language.document.masthead
    line = [front.agency or "", _number(front.number, language) or ""]
    line.append(long_date(front.date, language) if front.date else "")
    printed = (
        (name, "masthead"),
        (" · ".join(part for part in line if part), "masthead-line"),
        (front.title if front.title != name else None, "title"),
        (front.subtitle, "subtitle"),
    )
    return tuple(Paragraph((Text(text),), role) for text, role in printed if text)


def _number(number: str | None, language: Language) -> str | None:
    """Return the document's number as it is printed; below 10 it has a leading zero.

    >>> from diemtin.languages import load_language
    >>> _number("5/BC-SNgV", load_language("vi"))
    'Số: 05/BC-SNgV'
    """
    if not number:
        return None
    return language.document.number.format(number=_bare_number(number, language))


def _bare_number(number: str, language: Language) -> str:
    """Return a document's number without the word before it, with its leading zero."""
    before, _, _ = language.document.number.partition("{")
    bare = number.strip().removeprefix(before.strip()).strip()
    return re.sub(r"^(\d)(?!\d)", r"0\1", bare)


def _place_date(front: FrontMatter, language: Language) -> str:
    if not front.place:
        return long_date(front.date or "", language)
    pattern = language.document.place_date
    return pattern.format(place=front.place, **_date_fields(front.date or "", language))


def long_date(iso: str, language: Language) -> str:
    """Return an ISO date in words: `Ngày 05 tháng 02 năm 2024`."""
    return language.document.date_alone.format(**_date_fields(iso, language))


def _date_fields(iso: str, language: Language) -> dict[str, object]:
    """Return day, month and year for a pattern of the language.

    The decree wants a leading zero for months 1 and 2; English patterns want the month's name.
    """
    day = date.fromisoformat(iso[:10])
    if language.code == "vi":
        month = f"{day.month:02}" if day.month < 3 else str(day.month)
    else:
        month = language.calendar.months[day.month - 1].title()
    return {"day": day.day, "month": month, "year": day.year}
