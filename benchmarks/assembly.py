"""How the assembly's time and memory grow with the number of articles.

    python benchmarks/assembly.py [COUNT ...]

Articles are made up from a seeded vocabulary, in the hardest mixes: events that overlap in their
words, all on one day, all without a day, and one article many times over. Each run has a process
of its own, so that its peak memory is its own.
"""

import random
import resource
import subprocess
import sys
import time
from unicodedata import normalize

from diemtin.assembly import assemble, compose
from diemtin.model import Article, Audit, FrontMatter, Paragraph, Parts, Text
from diemtin.style import load_style

ONSETS = (
    "b",
    "c",
    "ch",
    "d",
    "đ",
    "g",
    "h",
    "kh",
    "l",
    "m",
    "n",
    "ng",
    "nh",
    "ph",
    "t",
    "th",
    "tr",
)
RIMES = ("a", "an", "anh", "ao", "ê", "ên", "i", "inh", "o", "ông", "ơ", "u", "ương", "yên", "iêu")
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
WORDS = tuple(
    normalize("NFC", onset + rime[0] + tone + rime[1:])
    for onset in ONSETS
    for rime in RIMES
    for tone in TONES
)
MIXES = ("events", "one day", "no day", "one article")
SENTENCES, LENGTH, TOPIC, EVENT = 25, 24, 40, 5


def article(number: int, mix: str) -> Article:
    """Make up an article; five in a row share their topic's words, and some of their sentences."""
    event = 0 if mix == "one article" else number // EVENT
    topic = random.Random(event)  # noqa: S311
    words = topic.sample(WORDS, TOPIC)
    shared = [sentence(topic, words) for _ in range(3)]
    own = random.Random(event if mix == "one article" else number + 1_000_000)  # noqa: S311
    body = [sentence(own, words) for _ in range(SENTENCES - len(shared))] + shared
    day = 1 + (0 if mix == "one day" else event % 28)
    month = 1 + (0 if mix == "one day" else event // 28 % 12)
    lead = "" if mix == "no day" else f"Sáng {day}/{month}, năm 2024 hội nghị đã họp. "
    texts = [lead + " ".join(body[:5]), *(" ".join(body[at : at + 5]) for at in range(5, 25, 5))]
    title = " ".join(words[:8]).capitalize()
    return Article(f"{number:04}.txt", title, tuple(Paragraph((Text(text),)) for text in texts))


def sentence(source: random.Random, words: list[str]) -> str:
    """Make up a sentence of the topic's words and any others, with a quantity in it."""
    chosen = [source.choice(words if source.random() < 0.5 else WORDS) for _ in range(LENGTH)]
    chosen.insert(LENGTH // 2, f"{source.randint(3, 900)} dự án")
    return " ".join(chosen).capitalize() + "."


def measure(count: int, mix: str) -> None:
    """Assemble and compose; print seconds of one processor, megabytes, and what came out."""
    articles = [article(number, mix) for number in range(count)]
    audits = [Audit(item.origin, "utf-8", 1.0, 640, 600, 0, 40) for item in articles]
    start = time.process_time()
    briefing = assemble(articles, audits, FrontMatter(), Parts())
    assembled = time.process_time() - start
    document = compose(briefing, load_style("nd30"))
    composed = time.process_time() - start - assembled
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{mix:12} {count:6} {assembled:9.1f} s {composed:9.1f} s {memory:7.0f} MB "
        f"{len(briefing.events):7} {len(briefing.account.merges):7} {len(document.sections):9}"
    )


def main() -> None:
    """Measure every mix with each of the numbers of articles that are asked for."""
    if len(sys.argv) == 3 and sys.argv[2] in MIXES:
        measure(int(sys.argv[1]), sys.argv[2])
        return
    counts = [int(argument) for argument in sys.argv[1:]] or [250, 500, 1000]
    print("mix           count    assemble     compose  memory     events  merges  sections")
    for mix in MIXES:
        for count in counts:
            subprocess.run([sys.executable, __file__, str(count), mix], check=True)


if __name__ == "__main__":
    main()
