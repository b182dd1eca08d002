"""What a language file may say, and the meaning of every key."""

import msgspec


class _Table(msgspec.Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """A table of a language file: keys in kebab case, unknown ones refused."""


class DocumentStrings(_Table, frozen=True, kw_only=True):
    """What a briefing prints of its own accord.

    Names in braces are filled in with `str.format`: `{count}`, `{day}`, `{month}`, `{year}`, …
    """

    national_name: str
    motto: str
    kind: str
    masthead: str
    number: str
    place_date: str
    date_alone: str
    recipients: str
    archive: str

    contents: str
    key_points: str
    key_points_event: str
    event: str
    figures: str
    differences: str
    people: str
    abbreviations: str
    timeline: str
    charts: str
    sources: str
    appendix: str
    appendix_title: str
    attached_to: str
    attached_number: str
    attached_date: str
    attached_agency: str

    source: str
    section: str
    date: str
    byline: str
    credit: str
    file: str

    caption_missing: str
    untitled: str
    inferred: str
    never_explained: str
    from_list: str
    suggestion: str
    doubt: str
    cited_in: str
    same_text: str
    body: str
    merged_into: str
    merged_sentences: str
    whole_year: str
    late_year: str
    inferred_year: str
    event_time: str

    charted_events: str
    charted_most: str
    charted_rates: str
    charted_amounts: str
    charted_counts: str
    charted_greatest: str
    timeline_told: str
    bars_told: str

    supported: str
    other_words: str
    money: str
    shares: str
    measures: str
    counts: str
    statements: str
    value: str
    subject: str
    period: str
    statement: str
    name: str
    office: str
    mentions: str
    day: str
    what_happened: str

    words_read: str
    words_removed: str
    words_merged: str


class Calendar(_Table, frozen=True, kw_only=True):
    """How dates and times of day are written, all in lower case.

    `months` are the names that are printed, January first, `other_months` further ones with their
    numbers. `day`, `month` and `year` stand before a number (`ngày 5 tháng 9 năm 2024`), `ordinals`
    behind that of a day. `hours` part hours from minutes as a colon does, `minutes` stand behind
    these, and `halves` of the day behind a time of twelve hours. `numbered` are periods and issues
    that have a number (`quý 3`, `số 12`).
    """

    months: tuple[str, ...]
    other_months: dict[str, int] = {}
    weekdays: tuple[str, ...]
    day: str | None = None
    month: str | None = None
    year: str | None = None
    ordinals: tuple[str, ...] = ()
    hours: tuple[str, ...] = ()
    minutes: tuple[str, ...] = ()
    halves: tuple[str, ...] = ()
    numbered: tuple[str, ...] = ()


class Noise(_Table, frozen=True, kw_only=True):
    """The interface words of one cleaning rule; accents and capitals do not matter.

    A line of nothing but such words, numbers and separators is noise. `phrases` stand for
    themselves. `shy` ones may be content too, and count only beside other noise or outside the
    article. `counters` need a number, empty brackets or a colon beside them. `starts` begin a line
    that goes as a whole. With `opens`, the short lines that follow belong to the rule as well.
    With `inside`, such a line stands alone between two paragraphs as well; those of other rules
    have company there, or are a heading (`Giáo dục`, `FAQs`) or a cell.
    """

    phrases: tuple[str, ...] = ()
    shy: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    opens: bool = False
    inside: bool = False


class Clues(_Table, frozen=True, kw_only=True):
    """Words that tell what a line of an article is; capitals do not matter.

    Lines: `portal` begins the name of a portal or an agency, and `portal_word` stands in one;
    `press` begins that of a paper, which has one of `online`; `station` that of a broadcaster,
    unless it is one of `not_station`. `home` is the first entry of a path through a site. `site`
    begins the name of a portal, a paper or an office, which has no verb of `headline`,
    `institution` that of a school or a company, which has few small letters; `slogan` begins a
    banner's sentence, `invitation` one that sends the reader elsewhere, `follow` one to follow the
    paper, for whose name `…` stands, also on a `channel`; `related` a cross-reference, `paywall`
    one that asks to log in or to pay, `official` a line that only looks like noise, `official_part`
    what goes on with an official text, as its numbered `article` does; its kind is joined with what
    it is `about`. `contents` heads the list of an article's own headings.
    Pictures: `picture` stands before a number, or in brackets where one was, `draft` before the
    number that an editing system gives one.
    Captions: `caption` begins one; in others a `caption_verb` follows an `office` with a name;
    `caption_credit` is the label of the photographer behind one.
    Signatures: `byline`, `credit` and `source` are labels; `name_part` is a word that names are
    made of, of which a `middle_name` is sure; `between_names` parts two, and `by` stands before
    one. `unit` begins an office that signs, `desk` is a whole signature; `before_name` are titles
    and the like, `behind_name` what somebody did for the article. Official texts are signed
    `on_behalf` of somebody, and marked as `signed`.
    Contacts: `contact` asks the reader to write or to call, `contact_label` stands before the
    address or the number.
    Datelines: `date_label` stands before the day of publication; `agency` is a source's mark,
    `place` is written in capitals and none. `reported_day` begins the first sentence of a report.
    Spelling: `undoubled` never stands twice in a row, `abbreviation` takes a full stop.
    """

    portal: tuple[str, ...] = ()
    portal_word: tuple[str, ...] = ()
    press: tuple[str, ...] = ()
    online: tuple[str, ...] = ()
    station: tuple[str, ...] = ()
    not_station: tuple[str, ...] = ()
    home: tuple[str, ...] = ()
    site: tuple[str, ...] = ()
    institution: tuple[str, ...] = ()
    slogan: tuple[str, ...] = ()
    headline: tuple[str, ...] = ()
    invitation: tuple[str, ...] = ()
    caption: tuple[str, ...] = ()
    picture: tuple[str, ...] = ()
    draft: tuple[str, ...] = ()
    office: tuple[str, ...] = ()
    caption_verb: tuple[str, ...] = ()
    caption_credit: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    credit: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    name_part: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    middle_name: tuple[str, ...] = ()
    between_names: tuple[str, ...] = ()
    on_behalf: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()
    before_name: tuple[str, ...] = ()
    behind_name: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()
    desk: tuple[str, ...] = ()
    official: tuple[str, ...] = ()
    official_part: tuple[str, ...] = ()
    article: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    follow: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    contact_label: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    date_label: tuple[str, ...] = ()
    reported_day: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    paywall: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()
    undoubled: tuple[str, ...] = ()
    abbreviation: tuple[str, ...] = ()


class CleaningWords(_Table, frozen=True, kw_only=True):
    """What the cleaning looks for in a language: the interface words by their rules, and clues."""

    clues: Clues
    noise: dict[str, Noise]


class Language(_Table, frozen=True, kw_only=True):
    """What the program prints in a language, and its calendar.

    `code` is its BCP 47 tag without region, `locale` with it (`vi-VN`). One of `bodies` begins the
    name of a public body, and is not broken over the lines of a letterhead.
    """

    code: str
    locale: str
    name: str
    bodies: tuple[str, ...]
    document: DocumentStrings
    calendar: Calendar
